import { type ConfigDocument, type Kind, type SettingsOf } from "../../model";
import type { Declared, DeclaredSource } from "./declared";

/** What a config document says that a host should be: everything on it. */
export function declaredDocument(document: ConfigDocument, label: string): DeclaredSource {
  const objects = [
    ...document.receiveConnectors.map(({ revision: _, relayLimitedTo: __, ...settings }) =>
      declared("ReceiveConnector", settings),
    ),
    ...document.connectorPermissions.map((settings) =>
      declared("ConnectorPermission", settings, { connectorName: settings.connector }),
    ),
    ...document.acceptedDomains.map((settings) => declared("AcceptedDomain", settings)),
    ...document.sendConnectors.map((settings) => declared("SendConnector", settings)),
    ...document.relayUsers.map(({ passwordHash: _, ...settings }) => declared("RelayUser", settings)),
    ...document.relayGroups.map((settings) => declared("RelayGroup", settings)),
    declared("TransportConfig", document.transportConfig),
  ];
  return { kind: "document", label, stack: null, objects, installation: null, notes: passwordNotes(document) };
}

/** A document does not say which password is stored, so a changed one is seen from a stack's state only. */
function passwordNotes({ relayUsers, sendConnectors }: ConfigDocument): readonly string[] {
  const logins = sendConnectors.filter(({ smartHostAuthMechanism }) => smartHostAuthMechanism !== "None");
  if (relayUsers.length + logins.length === 0) return [];
  return [
    "Passwords were not compared: a config document does not tell which ones are stored, the state of a stack does.",
  ];
}

function declared<K extends Kind>(
  kind: K,
  settings: SettingsOf[K],
  { connectorName }: { readonly connectorName?: string } = {},
): Declared {
  return {
    kind,
    settings,
    connectorName,
    ...{ id: undefined, hidden: [], owner: null, declaredAt: undefined, revision: undefined },
    ...{ secretVersion: undefined, declaresPassword: false, unmanagedPermissions: "revoke" },
  } as unknown as Declared;
}
