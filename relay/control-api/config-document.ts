import type { ObjectRecord, RecordedState, SettingsOf } from "../../model";

/** One JSON form of everything a host enforces: what `relayctl export` writes and `relayctl restore` reads. */
export interface ConfigDocument {
  readonly formatVersion: 1;
  readonly revision: number;
  readonly receiveConnectors: readonly (SettingsOf["ReceiveConnector"] & { readonly revision: number })[];
  readonly connectorPermissions: readonly SettingsOf["ConnectorPermission"][];
  readonly acceptedDomains: readonly SettingsOf["AcceptedDomain"][];
  readonly sendConnectors: readonly SettingsOf["SendConnector"][];
  readonly relayUsers: readonly never[];
  readonly relayGroups: readonly never[];
  readonly transportConfig: SettingsOf["TransportConfig"];
}

export interface ExportOptions {
  /** `drop`: leave out what newer objects of the same stack have superseded, so that a restore finds no conflict. */
  readonly superseded: "keep" | "drop";
}

/**
 * Writes a state as a document: every property, in a fixed order and sorted by name, so that two exports compare line by
 * line. `revision` of a connector is that of its ranges: the newer of two in conflict wins by it.
 */
export function exportDocument(state: RecordedState, options: ExportOptions): ConfigDocument {
  const wanted = <Item extends ObjectRecord>(objects: ReadonlyMap<string, Item>) =>
    [...objects.values()].filter(({ supersededSince }) => options.superseded === "keep" || supersededSince === null);
  const connectors = wanted(state.receiveConnectors);
  const names = new Map(connectors.map(({ id, settings }) => [id, settings.name]));
  return {
    formatVersion: 1,
    revision: state.revision,
    receiveConnectors: sorted(
      connectors.map(({ settings, selectionRevision }) => ({ ...settings, revision: selectionRevision })),
      ({ name }) => name,
    ),
    connectorPermissions: sorted(
      wanted(state.connectorPermissions).flatMap(({ settings }) => withConnectorName(settings, names)),
      ({ connector, principal, access, extendedRights }) =>
        [connector, principal, access, ...extendedRights].join("\n"),
    ),
    acceptedDomains: sorted(
      wanted(state.acceptedDomains).map(({ settings }) => settings),
      ({ domainName }) => domainName,
    ),
    sendConnectors: sorted(
      wanted(state.sendConnectors).map(({ settings }) => settings),
      ({ name }) => name,
    ),
    relayUsers: [],
    relayGroups: [],
    transportConfig: state.transportConfig.settings,
  };
}

function withConnectorName(settings: SettingsOf["ConnectorPermission"], names: ReadonlyMap<string, string>) {
  const connector = names.get(settings.connector);
  return connector === undefined ? [] : [{ ...settings, connector }];
}

// Plain code-point order: a document must not depend on the machine's language.
function sorted<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  return items.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}
