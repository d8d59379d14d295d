import type { components } from "../client";
import {
  ANONYMOUS_LOGON,
  AUTHENTICATED_USERS,
  buildSnapshot,
  type ConfigState,
  EXTERNALLY_SECURED_SERVERS,
  type ExtendedRight,
  type SnapshotConnector,
  type StoredObject,
  transportDefaults,
} from "../model";

type ReceiveConnector = components["schemas"]["ReceiveConnector"];
type ConnectorPermission = components["schemas"]["ConnectorPermission"];

/** Kinds of client, by what they proved. */
export type ClientKind = "anonymous" | "externally secured" | "accounts";

/** A receive connector in short: whom it serves, and who may do what there. */
export interface ConnectorReport {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly bindings: readonly string[];
  readonly remoteIpRanges: readonly string[];
  readonly permissionGroups: readonly string[];
  readonly authMechanism: readonly string[];
  /** Its settings and rights are observed only: what held before is enforced. */
  readonly observeOnly: boolean;
  /** Stack that declares it; null when nobody does. */
  readonly stack: string | null;
  /** Line and commit of its declaration; null where its owner has not said them. */
  readonly declaredIn: ReceiveConnector["declaredIn"];
  readonly supersededSince: string | null;
  /** The only ranges that keep relay while a wide one is withheld; null when nothing is withheld. */
  readonly relayLimitedTo: readonly string[] | null;
  /** Who may hand in mail at all. */
  readonly maySubmit: readonly ClientKind[];
  /** Who may hand in mail for domains that are not ours. */
  readonly mayRelay: readonly ClientKind[];
  /** Rights on it that nobody declares. */
  readonly unmanagedEntries: number;
}

/** Reports on connectors by the rights that the model works out for the host's objects at a moment (epoch ms); by name. */
export function reportConnectors(
  connectors: readonly ReceiveConnector[],
  permissions: readonly ConnectorPermission[],
  at: number,
): readonly ConnectorReport[] {
  const rights = buildSnapshot(stateOf(connectors, permissions), { at }).connectors;
  return connectors
    .map((connector) => reportConnector(connector, rights.get(connector.id) as SnapshotConnector, at))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function reportConnector(connector: ReceiveConnector, rights: SnapshotConnector, at: number): ConnectorReport {
  const { name, enabled, bindings, remoteIpRanges, permissionGroups, authMechanism, observeOnly } = connector.settings;
  // Disabled, a connector serves nobody, whatever its rights.
  const clients = enabled ? clientKinds(rights) : [];
  const may = (...wanted: ExtendedRight[]) =>
    clients
      .filter(({ principals }) => {
        const { granted } = rights.rightsOf(principals, at);
        return wanted.every((right) => granted.has(right));
      })
      .map(({ kind }) => kind);
  return {
    ...{ id: connector.id, name, enabled, bindings, remoteIpRanges, permissionGroups, authMechanism, observeOnly },
    stack: connector.owner?.stack ?? null,
    declaredIn: connector.declaredIn,
    supersededSince: connector.supersededSince,
    relayLimitedTo: connector.relayLimitedTo,
    maySubmit: may("ms-Exch-SMTP-Submit"),
    mayRelay: may("ms-Exch-SMTP-Submit", "ms-Exch-SMTP-Accept-Any-Recipient"),
    unmanagedEntries: connector.unmanagedEntries.length,
  };
}

interface Client {
  readonly kind: ClientKind;
  readonly principals: readonly string[];
}

function clientKinds({ externallySecured, offersAuth }: SnapshotConnector): readonly Client[] {
  const first: Client = externallySecured
    ? { kind: "externally secured", principals: [EXTERNALLY_SECURED_SERVERS] }
    : { kind: "anonymous", principals: [ANONYMOUS_LOGON] };
  return offersAuth === "never" ? [first] : [first, { kind: "accounts", principals: [AUTHENTICATED_USERS] }];
}

function stateOf(connectors: readonly ReceiveConnector[], permissions: readonly ConnectorPermission[]): ConfigState {
  const byId = <Item extends { readonly id: string }>(items: readonly Item[]) =>
    new Map(items.map((item) => [item.id, item]));
  return {
    revision: 0,
    receiveConnectors: byId(connectors as readonly StoredObject<"ReceiveConnector">[]),
    connectorPermissions: byId(permissions as readonly StoredObject<"ConnectorPermission">[]),
    acceptedDomains: new Map(),
    sendConnectors: new Map(),
    relayUsers: new Map(),
    relayGroups: new Map(),
    transportConfig: TRANSPORT,
    releases: [],
  };
}

// No right depends on it, and reading the host's needs more than the scope read.
const TRANSPORT: StoredObject<"TransportConfig"> = {
  kind: "TransportConfig",
  id: "transport-config",
  settings: transportDefaults(),
  revision: 0,
  selectionRevision: 0,
  owner: null,
  relayLimitedTo: null,
  secretVersion: null,
};
