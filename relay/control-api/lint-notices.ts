import { findObject, lintConnector, type ObjectRecord, type RecordedState } from "../../model";

/** What of the connector that an object is, or is about, is allowed and rarely meant: for whoever writes by hand. */
export function lintNotices(state: RecordedState, { kind, id, settings }: ObjectRecord): readonly string[] {
  const connectorId = "connector" in settings ? settings.connector : kind === "ReceiveConnector" ? id : undefined;
  const connector = connectorId === undefined ? undefined : findObject(state, "ReceiveConnector", connectorId);
  if (connector === undefined) return [];
  const entries = [...state.connectorPermissions.values()].filter((entry) => entry.settings.connector === connectorId);
  const subject = { settings: connector.settings, permissions: entries.map((entry) => entry.settings) };
  return lintConnector(subject).map(({ message }) => `ReceiveConnector "${connector.settings.name}": ${message}`);
}
