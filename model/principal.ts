/** A principal that Exchange knows without anybody declaring it. */
export interface BuiltInPrincipal {
  /** Canonical name: what settings, logs and exports show. */
  readonly name: string;
  /** Null for the two domain groups: their SID differs from domain to domain. */
  readonly sid: string | null;
}

export const ANONYMOUS_LOGON = "NT AUTHORITY\\ANONYMOUS LOGON";
export const AUTHENTICATED_USERS = "NT AUTHORITY\\Authenticated Users";
export const HUB_TRANSPORT_SERVERS = "MS Exchange\\Hub Transport Servers";
export const EDGE_TRANSPORT_SERVERS = "MS Exchange\\Edge Transport Servers";
export const EXTERNALLY_SECURED_SERVERS = "MS Exchange\\Externally Secured Servers";
export const PARTNER_SERVERS = "MS Exchange\\Partner Servers";
export const LEGACY_EXCHANGE_SERVERS = "MS Exchange\\Legacy Exchange Servers";
/** Domain group: one principal here, whatever the domain in front of it. */
export const EXCHANGE_SERVERS = "Exchange Servers";
/** Domain group: one principal here, whatever the domain in front of it. */
export const EXCHANGE_LEGACY_INTEROP = "ExchangeLegacyInterop";

// Base of the MS Exchange SIDs: Exchange 2013 deployment permissions reference.
const EXCHANGE_SID = "S-1-9-1419165041-1139599005-3936102811-1022490595";

/** Principals of Exchange's transport (Exchange 2013 deployment permissions reference, receive connectors). */
export const PRINCIPALS: readonly BuiltInPrincipal[] = [
  { name: ANONYMOUS_LOGON, sid: "S-1-5-7" },
  { name: AUTHENTICATED_USERS, sid: "S-1-5-11" },
  { name: HUB_TRANSPORT_SERVERS, sid: `${EXCHANGE_SID}-21` },
  { name: EDGE_TRANSPORT_SERVERS, sid: `${EXCHANGE_SID}-22` },
  { name: EXTERNALLY_SECURED_SERVERS, sid: `${EXCHANGE_SID}-23` },
  { name: PARTNER_SERVERS, sid: `${EXCHANGE_SID}-10` },
  { name: LEGACY_EXCHANGE_SERVERS, sid: `${EXCHANGE_SID}-24` },
  { name: EXCHANGE_SERVERS, sid: null },
  { name: EXCHANGE_LEGACY_INTEROP, sid: null },
];
