import { FIELDS } from "./fields/fields";
import { formatInstant } from "./instant";
import type { Kind, ReceiveConnectorSettings, RelayUserSettings, SettingsOf } from "./settings";
import type { ConfigState, EnforcedConnector, StoredObject } from "./stored-object";

/** A receive connector in a document. */
export interface DocumentConnector extends ReceiveConnectorSettings {
  /** Host revision of the last change of ranges, bindings or `enabled`: of two in conflict the newer wins. */
  readonly revision?: number;
  /** Ranges that keep relay while the rest of a wide relay is withheld; left out when nothing is withheld. */
  readonly relayLimitedTo?: readonly string[];
  /** What is enforced while the settings are observed only; without it the settings are. */
  readonly enforced?: DocumentEnforced;
}

/** A receive connector and its entries as they were before they were observed only. */
export interface DocumentEnforced {
  /** Null: there was none. */
  readonly settings: ReceiveConnectorSettings | null;
  /** Since when it is observed: `2027-01-31T00:00:00Z`. */
  readonly since: string;
  readonly revision?: number;
  readonly relayLimitedTo?: readonly string[];
  /** `connector` is its name. */
  readonly connectorPermissions: readonly SettingsOf["ConnectorPermission"][];
}

/** An account in a document. */
export interface DocumentUser extends RelayUserSettings {
  /** argon2id PHC string; only in a document that was asked for with its secrets. */
  readonly passwordHash?: string;
}

/** One JSON form of everything a host enforces: export, restore, impact, explain and audit speak it. */
export interface ConfigDocument {
  readonly formatVersion: 1;
  /** Host revision that it shows; 0 for a document written by hand. */
  readonly revision: number;
  readonly receiveConnectors: readonly DocumentConnector[];
  /** `connector` is the connector's name here. */
  readonly connectorPermissions: readonly SettingsOf["ConnectorPermission"][];
  readonly acceptedDomains: readonly SettingsOf["AcceptedDomain"][];
  readonly sendConnectors: readonly SettingsOf["SendConnector"][];
  readonly relayUsers: readonly DocumentUser[];
  readonly relayGroups: readonly SettingsOf["RelayGroup"][];
  readonly transportConfig: SettingsOf["TransportConfig"];
}

export const CONFIG_DOCUMENT_VERSION = 1;

export interface BuildOptions {
  /** Objects that shall not be in the document, such as superseded ones. Entries of a connector go with it. */
  readonly leaveOut?: (object: StoredObject) => boolean;
  /** Hash of an account's present password, by the account's id; left out: the document holds none. */
  readonly passwordHashes?: ReadonlyMap<string, string>;
}

/**
 * Writes a state as a document: every property in the order of the field tables, objects in code-point order, so that
 * two exports compare line by line whatever the machine's language.
 */
export function buildConfigDocument(state: ConfigState, options: BuildOptions = {}): ConfigDocument {
  const { leaveOut = () => false, passwordHashes = new Map<string, string>() } = options;
  const wanted = <K extends Kind>(objects: ReadonlyMap<string, StoredObject<K>>) =>
    [...objects.values()].filter((object) => !leaveOut(object));
  const connectors = wanted(state.receiveConnectors);
  const names = new Map(connectors.map(({ id, settings }) => [id, settings.name]));
  return {
    formatVersion: CONFIG_DOCUMENT_VERSION,
    revision: state.revision,
    receiveConnectors: sortedBy(connectors.map(documentConnector), ({ name }) => name),
    connectorPermissions: sortedBy(
      wanted(state.connectorPermissions).flatMap((entry) => documentPermission(entry, names)),
      ({ connector, principal, access, extendedRights }) =>
        [connector, principal, access, ...extendedRights].join("\n"),
    ),
    acceptedDomains: sortedBy(wanted(state.acceptedDomains).map(ordered), ({ domainName }) => domainName),
    sendConnectors: sortedBy(wanted(state.sendConnectors).map(ordered), ({ name }) => name),
    relayUsers: sortedBy(
      wanted(state.relayUsers).map((user) => documentUser(user, passwordHashes.get(user.id))),
      ({ username }) => username,
    ),
    relayGroups: sortedBy(wanted(state.relayGroups).map(ordered), ({ name }) => name),
    transportConfig: ordered(state.transportConfig),
  };
}

function documentConnector(object: StoredObject<"ReceiveConnector">): DocumentConnector {
  const { relayLimitedTo, selectionRevision } = object;
  const withheld = relayLimitedTo === null ? {} : { relayLimitedTo };
  const enforced = object.enforced === undefined ? {} : { enforced: documentEnforced(object, object.enforced) };
  return { ...ordered(object), revision: selectionRevision, ...withheld, ...enforced };
}

function documentEnforced(
  object: StoredObject<"ReceiveConnector">,
  { settings, selectionRevision, relayLimitedTo, entries, since }: EnforcedConnector,
): DocumentEnforced {
  const connector = object.settings.name;
  return {
    settings: settings === null ? null : ordered({ ...object, settings }),
    since: formatInstant(since),
    ...(settings === null ? {} : { revision: selectionRevision }),
    ...(relayLimitedTo === null ? {} : { relayLimitedTo }),
    connectorPermissions: entries.map((entry) => ({ ...ordered(entry), connector })),
  };
}

function documentUser(object: StoredObject<"RelayUser">, passwordHash: string | undefined): DocumentUser {
  return passwordHash === undefined ? ordered(object) : { ...ordered(object), passwordHash };
}

function documentPermission(object: StoredObject<"ConnectorPermission">, names: ReadonlyMap<string, string>) {
  const connector = names.get(object.settings.connector);
  return connector === undefined ? [] : [{ ...ordered(object), connector }];
}

function ordered<K extends Kind>({ kind, settings }: StoredObject<K>): SettingsOf[K] {
  const names = Object.keys(FIELDS[kind]) as (keyof SettingsOf[K])[];
  return Object.fromEntries(names.map((name) => [name, settings[name]])) as unknown as SettingsOf[K];
}

function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  return items.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}
