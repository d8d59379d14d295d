import { EXTENDED_RIGHTS, type ExtendedRight } from "./extended-right";
import {
  ANONYMOUS_LOGON,
  AUTHENTICATED_USERS,
  EDGE_TRANSPORT_SERVERS,
  EXCHANGE_LEGACY_INTEROP,
  EXCHANGE_SERVERS,
  EXTERNALLY_SECURED_SERVERS,
  HUB_TRANSPORT_SERVERS,
  PARTNER_SERVERS,
} from "./principal";
import type { ConnectorPermissionSettings, PermissionGroup } from "./settings";

/** Rights of one principal: from a preset of a permission group, or from a ConnectorPermission. */
export interface PermissionEntry {
  /** `preset:AnonymousUsers`, the id of a ConnectorPermission, or its logical name before it has an id. */
  readonly entry: string;
  /** Canonical principal name. */
  readonly principal: string;
  readonly access: "Allow" | "Deny";
  /** Canonical extended rights. */
  readonly extendedRights: readonly string[];
  /** From this instant on an Allow grants nothing; null or absent: never. */
  readonly expiresAt?: string | null;
}

const ORGANIZATION_HEADERS: ExtendedRight = "ms-Exch-Accept-Headers-Organization";
const FOREST_HEADERS: ExtendedRight = "ms-Exch-Accept-Headers-Forest";
const TRUSTED_HEADERS: readonly ExtendedRight[] = [ORGANIZATION_HEADERS, FOREST_HEADERS];
const OUTSIDE_SERVER_RIGHTS = EXTENDED_RIGHTS.filter((right) => !TRUSTED_HEADERS.includes(right));

const ANONYMOUS_RIGHTS: readonly ExtendedRight[] = [
  "ms-Exch-SMTP-Submit",
  "ms-Exch-SMTP-Accept-Any-Sender",
  "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender",
  "ms-Exch-Accept-Headers-Routing",
];

const USER_RIGHTS: readonly ExtendedRight[] = [
  "ms-Exch-SMTP-Submit",
  "ms-Exch-SMTP-Accept-Any-Recipient",
  "ms-Exch-Accept-Headers-Routing",
  "ms-Exch-Bypass-Anti-Spam",
];

const PARTNER_RIGHTS: readonly ExtendedRight[] = ["ms-Exch-SMTP-Submit", "ms-Exch-Accept-Headers-Routing"];

// Rights: receive-connectors.md (2016/2019). The two denies: Exchange 2013 deployment permissions reference.
const PRESETS: Readonly<Record<PermissionGroup, readonly PermissionEntry[]>> = {
  None: [],
  AnonymousUsers: [allow("AnonymousUsers", ANONYMOUS_LOGON, ANONYMOUS_RIGHTS)],
  ExchangeUsers: [allow("ExchangeUsers", AUTHENTICATED_USERS, USER_RIGHTS)],
  ExchangeServers: [
    allow("ExchangeServers", EXCHANGE_SERVERS, EXTENDED_RIGHTS),
    allow("ExchangeServers", HUB_TRANSPORT_SERVERS, EXTENDED_RIGHTS),
    allow("ExchangeServers", EDGE_TRANSPORT_SERVERS, EXTENDED_RIGHTS),
    allow("ExchangeServers", EXTERNALLY_SECURED_SERVERS, OUTSIDE_SERVER_RIGHTS),
  ],
  ExchangeLegacyServers: [
    deny("ExchangeLegacyServers", EXCHANGE_LEGACY_INTEROP, TRUSTED_HEADERS),
    allow("ExchangeLegacyServers", EXCHANGE_LEGACY_INTEROP, OUTSIDE_SERVER_RIGHTS),
  ],
  Partners: [allow("Partners", PARTNER_SERVERS, PARTNER_RIGHTS)],
};

/** Entries that a permission group stands for; never stored, always computed. */
export function presetEntries(group: PermissionGroup): readonly PermissionEntry[] {
  return PRESETS[group];
}

/** A ConnectorPermission as an entry; `entry` is its id, or what tells it from others before it has one. */
export function permissionEntry(entry: string, settings: ConnectorPermissionSettings): PermissionEntry {
  const { principal, access, extendedRights, expiresAt } = settings;
  return { entry, principal, access, extendedRights, expiresAt };
}

function allow(group: PermissionGroup, principal: string, extendedRights: readonly ExtendedRight[]): PermissionEntry {
  return { entry: `preset:${group}`, principal, access: "Allow", extendedRights };
}

function deny(group: PermissionGroup, principal: string, extendedRights: readonly ExtendedRight[]): PermissionEntry {
  return { entry: `preset:${group}`, principal, access: "Deny", extendedRights };
}
