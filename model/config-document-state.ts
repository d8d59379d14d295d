import type { ConfigDocument, DocumentEnforced, DocumentUser } from "./config-document";
import { instantTime } from "./instant";
import type { Kind, RelayUserSettings, SettingsOf } from "./settings";
import type { ConfigState, EnforcedConnector, Owner, StoredObject } from "./stored-object";

/** Stack of everything in a document, which does not know who owns what. */
export const DOCUMENT_STACK = "config document";

/**
 * The state that a document describes, for deciding without a host. Ids are paths in the document
 * (`receiveConnectors[0]`), owners one stack named `config document`, so that of two connectors in conflict the newer
 * wins as it does on the host. Nothing in it may be written to a host.
 */
export function configStateOf(document: ConfigDocument): ConfigState {
  const ids = new Map(
    document.receiveConnectors.map(({ name }, index) => [name.toLowerCase(), `receiveConnectors[${index}]`]),
  );
  const permissions = document.connectorPermissions.map((settings) => {
    return { ...settings, connector: ids.get(settings.connector.toLowerCase()) ?? settings.connector };
  });
  const { revision } = document;
  return {
    revision,
    receiveConnectors: receiveConnectorsOf(document),
    connectorPermissions: objectsOf("ConnectorPermission", "connectorPermissions", permissions, revision),
    acceptedDomains: objectsOf("AcceptedDomain", "acceptedDomains", document.acceptedDomains, revision),
    sendConnectors: objectsOf("SendConnector", "sendConnectors", document.sendConnectors, revision),
    relayUsers: objectsOf("RelayUser", "relayUsers", document.relayUsers.map(withoutHash), revision),
    relayGroups: objectsOf("RelayGroup", "relayGroups", document.relayGroups, revision),
    transportConfig: objectOf("TransportConfig", "transport-config", document.transportConfig, revision),
    releases: [],
  };
}

function receiveConnectorsOf({ receiveConnectors, revision }: ConfigDocument) {
  const objects = receiveConnectors.map((connector, index) => {
    const { revision: selectionRevision = revision, relayLimitedTo = null, enforced, ...settings } = connector;
    const object = objectOf("ReceiveConnector", `receiveConnectors[${index}]`, settings, revision);
    const stored = { ...object, selectionRevision, relayLimitedTo };
    return enforced === undefined ? stored : { ...stored, enforced: enforcedOf(stored, enforced) };
  });
  return new Map(objects.map((object) => [object.id, object]));
}

function enforcedOf({ id, revision }: StoredObject, enforced: DocumentEnforced): EnforcedConnector {
  const { settings, since, revision: selectionRevision = revision, relayLimitedTo = null } = enforced;
  const entries = enforced.connectorPermissions.map((entry, index) =>
    objectOf("ConnectorPermission", `${id}.enforced[${index}]`, { ...entry, connector: id }, revision),
  );
  const declaredRanges = settings?.remoteIpRanges ?? [];
  return { settings, selectionRevision, relayLimitedTo, entries, declaredRanges, since: instantTime(since) };
}

// A state holds no secrets.
function withoutHash({ passwordHash: _, ...settings }: DocumentUser): RelayUserSettings {
  return settings;
}

function objectsOf<K extends Kind>(kind: K, list: string, items: readonly SettingsOf[K][], revision: number) {
  const objects = items.map((settings, index) => objectOf(kind, `${list}[${index}]`, settings, revision));
  return new Map(objects.map((object) => [object.id, object]));
}

function objectOf<K extends Kind>(kind: K, id: string, settings: SettingsOf[K], revision: number): StoredObject<K> {
  const owner: Owner = { stack: DOCUMENT_STACK, logicalId: id };
  return {
    kind,
    id,
    settings,
    revision,
    selectionRevision: revision,
    owner,
    relayLimitedTo: null,
    secretVersion: null,
  };
}
