import { buildSnapshotConnector } from "./build-snapshot-connector";
import { entriesByConnector } from "./entries-by-connector";
import { permissionEntry } from "./permission-groups";
import type { SnapshotConnector } from "./snapshot-connector";
import type { ConfigState, Release, StoredObject } from "./stored-object";

type Permission = StoredObject<"ConnectorPermission">;
type Connector = StoredObject<"ReceiveConnector">;

/** Connectors of a state by id, each the same object as before unless it or one of its permissions changed. */
export function* snapshotConnectors(state: ConfigState): Generator<undefined, ReadonlyMap<string, SnapshotConnector>> {
  const permissions = entriesByConnector(state.connectorPermissions);
  const connectors = new Map<string, SnapshotConnector>();
  for (const connector of state.receiveConnectors.values()) {
    connectors.set(connector.id, rememberConnector(connector, permissions.get(connector.id) ?? NONE));
    if (connectors.size % STEP === 0) yield;
  }
  return connectors;
}

/** Connectors that are worked out in one step. */
const STEP = 512;

const NONE: readonly Permission[] = [];

/** The connector of a release as it was: its settings of then, with the explicit entries that it has now. */
export function releasedConnector(state: ConfigState, release: Release): SnapshotConnector {
  const { connectorId: id, settings, revision, stack } = release;
  const live = state.receiveConnectors.get(id);
  const permissions = live === undefined ? [] : (entriesByConnector(state.connectorPermissions).get(id) ?? []);
  const owner = live?.owner ?? { stack, logicalId: "" };
  return buildSnapshotConnector({
    connector: {
      id,
      settings,
      revision,
      selectionRevision: revision,
      owner,
      relayLimitedTo: null,
      secretVersion: null,
    },
    entries: permissions.map((permission) => permissionEntry(permission.id, permission.settings)),
    relayLimits: live === undefined ? [] : relayLimits(live, permissions),
  });
}

interface Remembered {
  readonly permissions: readonly Permission[];
  readonly connector: SnapshotConnector;
}

const REMEMBERED = new WeakMap<Connector, Remembered>();

function rememberConnector(stored: Connector, permissions: readonly Permission[]): SnapshotConnector {
  const known = REMEMBERED.get(stored);
  if (known !== undefined && isSameList(known.permissions, permissions)) return known.connector;
  const connector = buildSnapshotConnector({
    connector: stored,
    entries: permissions.map(({ id, settings }) => permissionEntry(id, settings)),
    relayLimits: relayLimits(stored, permissions),
  });
  REMEMBERED.set(stored, { permissions, connector });
  return connector;
}

/** A write in passing may have been of either half of a wide relay: of the connector or of a permission. */
function relayLimits(connector: Connector, permissions: readonly Permission[]): readonly (readonly string[])[] {
  return [connector, ...permissions].flatMap(({ relayLimitedTo }) => (relayLimitedTo === null ? [] : [relayLimitedTo]));
}

function isSameList(a: readonly Permission[], b: readonly Permission[]): boolean {
  return a.length === b.length && a.every((permission, index) => permission === b[index]);
}
