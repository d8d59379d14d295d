import {
  ANONYMOUS_LOGON,
  effectiveRights,
  type ExtendedRight,
  EXTERNALLY_SECURED_SERVERS,
  knownIpRange,
  type IpRange,
  permissionEntry,
  relayRanges,
  type RelaySubject,
} from "../model";
import { describeCount, describeRanges } from "./describe-ranges";
import { nameOf, type StackObject, type StackObjectOf } from "./stack-object";
import { connectorOf, ofKind, type StackSubject } from "./stack-subject";

/** Clients that relay over a connector without having proved who they are. */
export interface RelayWithoutLogin {
  readonly connector: StackObjectOf<"ReceiveConnector">;
  readonly who: "anonymous" | "externally secured";
  readonly ranges: readonly IpRange[];
  /** Resources whose entries give Submit and Accept-Any-Recipient; the connector itself for its groups. */
  readonly grantedBy: readonly StackObject[];
}

const RIGHTS: readonly ExtendedRight[] = ["ms-Exch-SMTP-Submit", "ms-Exch-SMTP-Accept-Any-Recipient"];

/** Every connector over which clients relay without a login, with the ranges they do it from. */
export function relayWithoutLogin(subject: StackSubject): readonly RelayWithoutLogin[] {
  const connectors = ofKind(subject, "ReceiveConnector");
  const byConnector = Map.groupBy(
    ofKind(subject, "ConnectorPermission"),
    (permission) => connectorOf(permission, connectors)?.urn,
  );
  return connectors.flatMap((connector) => relayOver(connector, byConnector.get(connector.urn) ?? [], subject) ?? []);
}

function relayOver(
  connector: StackObjectOf<"ReceiveConnector">,
  permissions: readonly StackObjectOf<"ConnectorPermission">[],
  { at, world, objectOf }: StackSubject,
): RelayWithoutLogin | undefined {
  const { settings } = connector;
  const entries = permissions.map(({ urn, settings }) => permissionEntry(urn, settings));
  const { acceptedDomains } = world.snapshot;
  const isAcceptedDomain = (domain: string) => acceptedDomains.match(domain) !== undefined;
  const subject: RelaySubject = { connectorId: connector.urn, settings, entries, at, isAcceptedDomain };
  const ranges = relayRanges(subject).map(knownIpRange);
  if (ranges.length === 0) return undefined;
  const secured = settings.authMechanism.includes("ExternalAuthoritative");
  const principals = [secured ? EXTERNALLY_SECURED_SERVERS : ANONYMOUS_LOGON];
  const { granted } = effectiveRights({ groups: settings.permissionGroups, entries, principals, at });
  const grantedBy = RIGHTS.map((right): StackObject => objectOf(granted.get(right)?.entry ?? "") ?? connector);
  const who = secured ? "externally secured" : "anonymous";
  return { connector, who, ranges, grantedBy: [...new Set(grantedBy)] };
}

/**
 * The resource to change: the entry that lets clients relay, where the stack declares one, or else the connector.
 */
export function culpritOf({ connector, grantedBy }: RelayWithoutLogin): StackObject {
  return grantedBy.find(({ kind }) => kind === "ConnectorPermission") ?? connector;
}

/**
 * `256 public IPv4 addresses of remoteIpRanges 203.0.113.0/24 may relay as anonymous clients over ReceiveConnector "crm"
 * (granted by ConnectorPermission "crm-relay")`.
 *
 * @param open Public addresses among those that relay.
 */
export function describePublicRelay(relay: RelayWithoutLogin, open: readonly IpRange[]): string {
  const ranges = describeRanges(relay.connector.settings.remoteIpRanges.map(knownIpRange));
  const from = `${describeCount(open, "public ")} of remoteIpRanges ${ranges}`;
  return `${from} may relay as ${relay.who} clients ${describeGrant(relay)}`;
}

/** `over ReceiveConnector "crm" (granted by ConnectorPermission "crm-relay")`. */
export function describeGrant({ connector, grantedBy }: RelayWithoutLogin): string {
  const entries = grantedBy.filter(({ kind }) => kind === "ConnectorPermission").map(nameOf);
  const by = entries.length === 0 ? "its permissionGroups and authMechanism" : entries.join(" and ");
  return `over ${nameOf(connector)} (granted by ${by})`;
}
