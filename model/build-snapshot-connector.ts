import { parseIpAddress } from "./ip-address";
import { intersectRanges, unionRanges } from "./ip-interval";
import { rangeContains, type IpRange } from "./ip-range";
import { knownIpRange } from "./ip-range-text";
import { buildMailScope } from "./mail-scope-match";
import type { PermissionEntry } from "./permission-groups";
import type { ReceiveConnectorSettings } from "./settings";
import type { SnapshotConnector } from "./snapshot-connector";
import type { StoredObject } from "./stored-object";
import { rememberRights } from "./remember-rights";
import { timeSpanSeconds } from "./time-span";

export interface SnapshotConnectorParts {
  readonly connector: Omit<StoredObject<"ReceiveConnector">, "kind">;
  readonly entries: readonly PermissionEntry[];
  /** Ranges to which each of several writes limits relay of unauthenticated clients: all of them hold. */
  readonly relayLimits: readonly (readonly string[])[];
}

/** Works out what sessions need of one connector. */
export function buildSnapshotConnector({ connector, entries, relayLimits }: SnapshotConnectorParts): SnapshotConnector {
  const { id, settings, revision, owner } = connector;
  const limit = limitOf(relayLimits);
  return {
    id,
    name: settings.name,
    settings,
    revision,
    owner,
    offersStartTls: settings.authMechanism.includes("Tls"),
    offersAuth: authOffer(settings),
    externallySecured: settings.authMechanism.includes("ExternalAuthoritative"),
    timeouts: {
      connection: timeSpanSeconds(settings.connectionTimeout) * 1000,
      inactivity: timeSpanSeconds(settings.connectionInactivityTimeout) * 1000,
      tarpit: timeSpanSeconds(settings.tarpitInterval) * 1000,
      authTarpit: timeSpanSeconds(settings.authTarpitInterval) * 1000,
    },
    scopes: {
      senders: settings.onlySenders === null ? null : buildMailScope(settings.onlySenders),
      recipients: settings.onlyRecipients === null ? null : buildMailScope(settings.onlyRecipients),
    },
    rightsOf: rememberRights({ connectorId: id, settings, entries }),
    relayLimitedTo: limit,
    mayRelayUnauthenticated: (client) => limit === null || contains(limit, client),
  };
}

/** AUTH is refused before TLS where RequireTLS holds, so it is not shown there either. */
function authOffer({ authMechanism, requireTls }: ReceiveConnectorSettings): SnapshotConnector["offersAuth"] {
  if (!authMechanism.includes("BasicAuth")) return "never";
  return requireTls || authMechanism.includes("BasicAuthRequireTLS") ? "with-tls" : "always";
}

function limitOf(relayLimits: SnapshotConnectorParts["relayLimits"]): readonly IpRange[] | null {
  const [first, ...others] = relayLimits.map((ranges) => ranges.map(knownIpRange));
  return first === undefined ? null : others.reduce(intersectRanges, unionRanges(first));
}

function contains(ranges: readonly IpRange[], client: string): boolean {
  const address = parseIpAddress(client);
  return address !== undefined && ranges.some((range) => rangeContains(range, address));
}
