import { entriesByConnector } from "../entries-by-connector";
import { hasExpired } from "../expiry";
import type { ReceiveConnectorSettings } from "../settings";
import type { SnapshotConnector } from "../snapshot-connector";
import { connectProbe } from "./probe-stages";
import type { RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";

type Connection = ReturnType<typeof connectProbe>;

/** How one world serves the clients of a pair, as one of them meets it. */
export interface PairSide {
  readonly world: RelayWorld;
  readonly connection: Connection;
  /** Null: nobody serves them. */
  readonly connector: SnapshotConnector | null;
  /** Equal for two sides of worlds with equal host-wide facts that answer everything alike, but for names and ids. */
  readonly behaviour: string;
  /** Principals that explicit entries name, lower case. */
  readonly principals: ReadonlySet<string>;
}

export function pairSide(world: RelayWorld, place: Pick<RelayProbe, "client" | "local">): PairSide {
  const connection = connectProbe(world, place);
  const { policy } = connection;
  if (policy === undefined) return { world, connection, connector: null, behaviour: "", principals: NOBODY };
  const { connector, held } = policy.selection;
  const serving = [connector, ...(held?.successor ? [held.successor.connector] : [])];
  const facts = serving.map((one) => behaviourOf(world, one));
  const limits = serving.map((one) => one.mayRelayUnauthenticated(place.client));
  return {
    world,
    connection,
    connector,
    behaviour: JSON.stringify([held !== null, limits, ...facts.map(({ text }) => text)]),
    principals:
      facts.length === 1
        ? (facts[0]?.principals ?? NOBODY)
        : new Set(facts.flatMap(({ principals }) => [...principals])),
  };
}

const NOBODY: ReadonlySet<string> = new Set();

interface ConnectorFacts {
  readonly text: string;
  readonly principals: ReadonlySet<string>;
}

const KNOWN = new WeakMap<SnapshotConnector, { readonly at: number; readonly facts: ConnectorFacts }>();

function behaviourOf(world: RelayWorld, connector: SnapshotConnector): ConnectorFacts {
  const known = KNOWN.get(connector);
  // A connector is made anew when one of its entries is another.
  if (known !== undefined && known.at === world.at) return known.facts;
  const facts = connectorFacts(world, connector);
  KNOWN.set(connector, { at: world.at, facts });
  return facts;
}

function connectorFacts({ state, at }: RelayWorld, { id, settings }: SnapshotConnector): ConnectorFacts {
  const entries = (entriesByConnector(state.connectorPermissions).get(id) ?? []).map(({ settings }) => settings);
  const deciding: Partial<ReceiveConnectorSettings> = { ...settings };
  for (const name of INERT) delete (deciding as Record<string, unknown>)[name];
  return {
    text: JSON.stringify([
      deciding,
      hasExpired(settings, at),
      entries.map((entry) => [entry.principal, entry.access, entry.extendedRights, hasExpired(entry, at)]),
    ]),
    principals: new Set(entries.map(({ principal }) => principal.toLowerCase())),
  };
}

/** Who is served, and what no answer depends on. A setting that is not here only costs time. */
const INERT: readonly (keyof ReceiveConnectorSettings)[] = [
  "name",
  "enabled",
  "comment",
  "bindings",
  "remoteIpRanges",
  "fqdn",
  "banner",
  "tlsCertificateName",
  "expiresAt",
  "allowWideRelay",
  "owner",
  "reason",
  "ticket",
];
