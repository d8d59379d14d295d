import { withEnforced } from "./enforced-after";
import type { ReceiveConnectorSettings } from "../settings";
import type { ConfigState, EnforcedConnector, StoredObject } from "../stored-object";

type Connector = StoredObject<"ReceiveConnector">;
type Permission = StoredObject<"ConnectorPermission">;

/**
 * Properties that let nobody do anything: they hold at once, whatever is observed. Under its old name a connector could
 * be taken for another one's.
 */
const DESCRIPTIVE = [
  "name",
  "comment",
  "owner",
  "reason",
  "ticket",
  "protocolLoggingLevel",
  "observeOnly",
] as const satisfies readonly (keyof ReceiveConnectorSettings)[];

/** Whether two settings differ in nothing that decides anything. */
export function differOnlyInWords(a: ReceiveConnectorSettings, b: ReceiveConnectorSettings): boolean {
  const names = Object.keys(b) as (keyof ReceiveConnectorSettings)[];
  const deciding = names.filter((name) => !DESCRIPTIVE.some((words) => words === name));
  return deciding.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

// Objects and collections never change in place.
const ENFORCED = new WeakMap<Connector, { readonly connector: Connector | null }>();
const STATES = new WeakMap<ConfigState, ConfigState>();
const OBSERVED = new WeakMap<ConfigState["receiveConnectors"], readonly Connector[]>();

/** Connectors of a state that are observed only. */
export function observedConnectors<C extends Connector>(connectors: ReadonlyMap<string, C>): readonly C[] {
  const known = OBSERVED.get(connectors) ?? [...connectors.values()].filter(({ enforced }) => enforced !== undefined);
  OBSERVED.set(connectors, known);
  // What was found came from this very collection.
  return known as readonly C[];
}

/** A connector as it is enforced; null: it is not yet. */
export function enforcedConnector<C extends Connector>(connector: C): C | null {
  if (connector.enforced === undefined) return connector;
  const known = ENFORCED.get(connector) ?? { connector: enforce(connector, connector.enforced) };
  ENFORCED.set(connector, known);
  return known.connector as C | null;
}

function enforce(connector: Connector, enforced: EnforcedConnector): Connector | null {
  const { settings, selectionRevision, relayLimitedTo } = enforced;
  if (settings === null) return null;
  const words = Object.fromEntries(DESCRIPTIVE.map((name) => [name, connector.settings[name]]));
  return {
    ...withEnforced(connector, undefined),
    settings: { ...settings, ...words },
    selectionRevision,
    relayLimitedTo,
    ...ownershipOf(connector, enforced),
  };
}

function ownershipOf(connector: Connector, { declaredRanges }: EnforcedConnector): object {
  const { ownership } = connector as { readonly ownership?: object | null };
  return ownership == null ? {} : { ownership: { ...ownership, declaredRanges } };
}

/** The configuration that is enforced: that of before, where something is observed only. The state itself otherwise. */
export function enforcedState<S extends ConfigState>(state: S): S {
  const observed = observedConnectors(state.receiveConnectors);
  if (observed.length === 0) return state;
  const known = STATES.get(state) ?? replaceObserved(state, observed);
  STATES.set(state, known);
  return known as S;
}

function replaceObserved(state: ConfigState, observed: readonly Connector[]): ConfigState {
  const receiveConnectors = new Map(state.receiveConnectors);
  for (const connector of observed) {
    const enforced = enforcedConnector(connector);
    if (enforced === null) receiveConnectors.delete(connector.id);
    else receiveConnectors.set(connector.id, enforced);
  }
  const ids = new Set(observed.map(({ id }) => id));
  const others = [...state.connectorPermissions.values()].filter(({ settings }) => !ids.has(settings.connector));
  const entries = observed.flatMap(({ enforced }) => enforced?.entries ?? []);
  return { ...state, receiveConnectors, connectorPermissions: byId([...others, ...entries]) };
}

function byId(permissions: readonly Permission[]): ReadonlyMap<string, Permission> {
  return new Map(permissions.map((permission) => [permission.id, permission]));
}

/** The configuration as it would be if everything that is observed were enforced. */
export function shadowState<S extends ConfigState>(state: S): S {
  const observed = observedConnectors(state.receiveConnectors);
  if (observed.length === 0) return state;
  const receiveConnectors = new Map<string, Connector>(state.receiveConnectors);
  for (const connector of observed) receiveConnectors.set(connector.id, withEnforced(connector, undefined));
  return { ...state, receiveConnectors };
}
