import { acceptedDomainsOf } from "./accepted-domains-of";
import { buildConnectorIndex, type IndexEntry } from "./connector-index";
import { enforcedState } from "./observed/enforced-state";
import { buildRouteTable, type RouteLookUp } from "./route-recipient";
import type { AcceptedDomainSettings } from "./settings";
import type { AcceptedDomains, RouteTable, Snapshot } from "./snapshot";
import type { SnapshotConnector } from "./snapshot-connector";
import { releasedConnector, snapshotConnectors } from "./snapshot-connectors";
import { indexEntries, isSameStanding } from "./snapshot-entries";
import { rememberLast, rememberPair } from "./snapshot-memo";
import { buildSelector } from "./snapshot-selector";
import { buildSnapshotUsers } from "./snapshot-users";
import type { ConfigState, Release, StoredObject } from "./stored-object";

export interface SnapshotOptions {
  /** Epoch milliseconds: releases that end at or before it do not count. */
  readonly at: number;
}

/**
 * Works out everything that decisions need of a state. Objects that are the same as in an earlier state are not worked out
 * again, so a change among 10,000 connectors costs little more than the index.
 */
export function buildSnapshot(state: ConfigState, options: SnapshotOptions): Snapshot {
  const enforced = enforcedState(state);
  const shadow = enforced === state ? null : { ...snapshotOf(state, options), shadow: null };
  return { ...snapshotOf(enforced, options), shadow };
}

function snapshotOf(state: ConfigState, { at }: SnapshotOptions): Omit<Snapshot, "shadow"> {
  const connectors = snapshotConnectors(state);
  const index = indexOf([...state.receiveConnectors.values()].map(entriesOf));
  const releases = state.releases.filter(({ until }) => until > at);
  const acceptedDomains = acceptedDomainsOf(state.acceptedDomains);
  const route = routesOf([...state.sendConnectors.values()]);
  const held = releases.map((release) => ({ release, connector: releasedConnector(state, release) }));
  return {
    revision: state.revision,
    transport: state.transportConfig.settings,
    connectors,
    supersededConnectors: index.superseded,
    bindings: bindingsOf(connectors.values(), releases),
    acceptedDomains,
    routes: joinRoutes(route, acceptedDomains),
    users: usersOf(state.relayUsers, state.relayGroups),
    postmaster: postmasterOf(state),
    nextChangeAt: releases.length === 0 ? null : Math.min(...releases.map(({ until }) => until)),
    ...buildSelector({ connectors, index, held }),
  };
}

// A port that moves between connectors stays open all along.
function bindingsOf(connectors: Iterable<SnapshotConnector>, releases: readonly Release[]): readonly string[] {
  const bound = bindingsInUse([...connectors]);
  const held = releases.flatMap(({ settings }) => settings.bindings);
  return held.length === 0 ? bound : [...new Set([...bound, ...held])];
}

const bindingsInUse = rememberLast(
  (connectors: readonly SnapshotConnector[]): readonly string[] => {
    const bindings = new Set<string>();
    for (const { settings } of connectors) {
      if (settings.enabled) for (const binding of settings.bindings) bindings.add(binding);
    }
    return [...bindings];
  },
  (a, b) => a.settings.enabled === b.settings.enabled && a.settings.bindings.join() === b.settings.bindings.join(),
);

type ConnectorEntries = readonly IndexEntry<string>[];

const ENTRIES = new WeakMap<StoredObject<"ReceiveConnector">, ConnectorEntries>();

function entriesOf(connector: StoredObject<"ReceiveConnector">): ConnectorEntries {
  const known = ENTRIES.get(connector);
  if (known !== undefined) return known;
  const { id, settings, selectionRevision, owner } = connector;
  const standing = { connectorId: id, settings, precedence: selectionRevision, stack: owner?.stack ?? null };
  const entries = indexEntries(standing);
  ENTRIES.set(connector, entries);
  return entries;
}

// Most changes of a connector leave it where it stands.
const indexOf = rememberLast(
  (entries: readonly ConnectorEntries[]) => buildConnectorIndex(entries.flat()),
  isSameStanding,
);

const routesOf = rememberLast((connectors: readonly StoredObject<"SendConnector">[]) =>
  buildRouteTable(
    connectors.map(({ id, settings, secretVersion }) => ({ id, name: settings.name, settings, secretVersion })),
  ),
);

const joinRoutes = rememberPair((lookUp: RouteLookUp, acceptedDomains: AcceptedDomains): RouteTable => {
  return { route: (domain) => lookUp(domain, acceptedDomains) };
});

// Collections never change in place.
const usersOf = rememberPair((users: ConfigState["relayUsers"], groups: ConfigState["relayGroups"]) =>
  buildSnapshotUsers([...users.values()], [...groups.values()]),
);

/** TransportConfig's, else at the alphabetically first Authoritative domain without wildcard. */
function postmasterOf(state: ConfigState): string | null {
  const configured = state.transportConfig.settings.postmaster;
  if (configured !== null) return configured;
  const [domain] = [...state.acceptedDomains.values()]
    .map(({ settings }) => settings)
    .filter(isOwnDomain)
    .map(({ domainName }) => domainName)
    .sort();
  return domain === undefined ? null : `postmaster@${domain}`;
}

function isOwnDomain({ domainName, domainType }: AcceptedDomainSettings): boolean {
  return domainType === "Authoritative" && !domainName.includes("*");
}
