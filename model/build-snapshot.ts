import { acceptedDomainsOf } from "./accepted-domains-of";
import { type ConnectorEntries, type FollowedIndex, followConnectorIndex } from "./follow-connector-index";
import { enforcedState } from "./observed/enforced-state";
import { buildRouteTable, type RouteLookUp } from "./route-recipient";
import type { AcceptedDomainSettings } from "./settings";
import type { AcceptedDomains, RouteTable, Snapshot } from "./snapshot";
import type { SnapshotConnector } from "./snapshot-connector";
import { releasedConnector, snapshotConnectors } from "./snapshot-connectors";
import { indexEntries } from "./snapshot-entries";
import { rememberLast, rememberNear, rememberPair } from "./snapshot-memo";
import { buildSelector } from "./snapshot-selector";
import { buildSnapshotUsers } from "./snapshot-users";
import type { ConfigState, Release, StoredObject } from "./stored-object";

export interface SnapshotOptions {
  /** Epoch milliseconds: releases that end at or before it do not count. */
  readonly at: number;
}

/** Works out everything that decisions need of a state, at once. */
export function buildSnapshot(state: ConfigState, options: SnapshotOptions): Snapshot {
  const steps = snapshotInSteps(state, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Work on a snapshot, to be gone on with until it is done. */
export type SnapshotSteps = Generator<undefined, Snapshot>;

/**
 * Works out everything that decisions need of a state, in steps of about a millisecond: whoever answers others meanwhile
 * may do so between any two. Objects that are the same as in an earlier state are not worked out again, nor is who serves
 * the clients that no change is about.
 */
export function* snapshotInSteps(state: ConfigState, options: SnapshotOptions): SnapshotSteps {
  const enforced = enforcedState(state);
  const shadow = enforced === state ? null : { ...(yield* snapshotOf(state, options)), shadow: null };
  return { ...(yield* snapshotOf(enforced, options)), shadow };
}

function* snapshotOf(state: ConfigState, { at }: SnapshotOptions): Generator<undefined, Omit<Snapshot, "shadow">> {
  const connectors = yield* snapshotConnectors(state);
  const index = yield* indexOf(state);
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

/** Connectors whose entries are read in one step. */
const STEP = 512;

function* indexOf({ receiveConnectors }: ConfigState) {
  const lists: ConnectorEntries[] = [];
  for (const connector of receiveConnectors.values()) {
    lists.push(entriesOf(connector));
    if (lists.length % STEP === 0) yield;
  }
  const followed = yield* followConnectorIndex(lists, INDEXES.near(lists));
  INDEXES.set(lists, followed);
  return followed.index;
}

const INDEXES = rememberNear<ConnectorEntries, FollowedIndex>();

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
