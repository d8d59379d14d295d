import {
  ANONYMOUS_LOGON,
  effectiveRights,
  type ExtendedRight,
  EXTERNALLY_SECURED_SERVERS,
  type IpRange,
  knownIpRange,
  type RelayGrant,
  type RelayWorld,
  unionRanges,
  whoCan,
} from "../model";
import { describeCount, describeRanges } from "./describe-ranges";
import { nameOf, type StackObject, type StackObjectOf } from "./stack-object";
import { ofKind, type StackSubject } from "./stack-subject";

type Connector = StackObjectOf<"ReceiveConnector">;

/** Clients that relay over a connector without having proved who they are. */
export interface RelayWithoutLogin {
  readonly connector: Connector;
  readonly who: "anonymous" | "externally secured";
  /** Exactly those that get relay somewhere, whatever other connectors take of the connector's ranges. */
  readonly ranges: readonly IpRange[];
  /** Resources that give Submit and Accept-Any-Recipient, or accept the domains of strangers. */
  readonly grantedBy: readonly StackObject[];
}

const RIGHTS: readonly ExtendedRight[] = ["ms-Exch-SMTP-Submit", "ms-Exch-SMTP-Accept-Any-Recipient"];

/** Every connector over which clients relay without a login, with the clients that do. */
export function relayWithoutLogin(
  subject: StackSubject,
  world: RelayWorld = subject.world,
): readonly RelayWithoutLogin[] {
  const grants = whoCan(world, { verdicts: ["relay"] }).filter(isWithoutLogin);
  const byConnector = Map.groupBy(grants, ({ answer }) => answer.connector);
  return ofKind(subject, "ReceiveConnector").flatMap((connector) => {
    const own = byConnector.get(connector.settings.name) ?? [];
    return own.length === 0 ? [] : [relayOver(connector, { grants: own, subject, at: world.at })];
  });
}

function isWithoutLogin({ box }: RelayGrant): boolean {
  return box.sessions.some(({ identity }) => identity.kind === "anonymous");
}

interface Grants {
  readonly grants: readonly RelayGrant[];
  readonly subject: StackSubject;
  readonly at: number;
}

function relayOver(connector: Connector, { grants, subject, at }: Grants): RelayWithoutLogin {
  const secured = connector.settings.authMechanism.includes("ExternalAuthoritative");
  const principals = [secured ? EXTERNALLY_SECURED_SERVERS : ANONYMOUS_LOGON];
  const domains = new Set(grants.map(({ answer }) => answer.by.acceptedDomain));
  const grantedBy = [
    ...entriesOf(connector, subject, { principals, at }),
    ...ofKind(subject, "AcceptedDomain").filter(({ settings }) => domains.has(settings.domainName)),
  ];
  return {
    connector,
    who: secured ? "externally secured" : "anonymous",
    ranges: unionRanges(...grants.map(({ box }) => box.addresses)),
    grantedBy: [...new Set<StackObject>(grantedBy)],
  };
}

function entriesOf(
  connector: Connector,
  { entriesOn, objectOf }: StackSubject,
  question: { readonly principals: readonly string[]; readonly at: number },
): readonly StackObject[] {
  const groups = connector.settings.permissionGroups;
  const { granted } = effectiveRights({ groups, entries: entriesOn(connector), ...question });
  return RIGHTS.flatMap((right) => objectOf(granted.get(right)?.entry ?? "") ?? []);
}

/** The resource to change: what the stack declares beside the connector to let clients relay, or else the connector. */
export function culpritOf({ connector, grantedBy }: RelayWithoutLogin): StackObject {
  return grantedBy.at(-1) ?? connector;
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
  const by = grantedBy.length === 0 ? "its permissionGroups and authMechanism" : grantedBy.map(nameOf).join(" and ");
  return `over ${nameOf(connector)} (granted by ${by})`;
}
