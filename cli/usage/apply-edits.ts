import { canonicalRanges, type ConfigDocument, type DocumentConnector } from "../../model";
import type { Edit } from "./proposal";

type Permission = ConfigDocument["connectorPermissions"][number];

/** The document with the edits made. */
export function applyEdits(document: ConfigDocument, edits: readonly Edit[]): ConfigDocument {
  return {
    ...document,
    receiveConnectors: document.receiveConnectors.map((connector) => editConnector(connector, edits)),
    connectorPermissions: document.connectorPermissions.flatMap((entry) => editEntry(entry, edits) ?? []),
  };
}

function editConnector(connector: DocumentConnector, edits: readonly Edit[]): DocumentConnector {
  let edited = connector;
  for (const edit of edits) {
    if (edit.connector !== connector.name) continue;
    if (edit.kind === "ranges") edited = { ...edited, remoteIpRanges: sorted(edit.ranges) };
    if (edit.kind === "group") {
      const left = edited.permissionGroups.filter((group) => group !== edit.group);
      edited = { ...edited, permissionGroups: left.length === 0 ? ["None"] : left };
    }
  }
  return edited;
}

function sorted(ranges: readonly string[]): readonly string[] {
  const canonical = canonicalRanges(ranges, "remoteIpRanges");
  return canonical.ok ? canonical.value : ranges;
}

function editEntry(entry: Permission, edits: readonly Edit[]): Permission | undefined {
  if (entry.access !== "Allow") return entry;
  const gone = edits.flatMap((edit) =>
    edit.kind === "rights" && edit.connector === entry.connector && edit.principal === entry.principal
      ? edit.rights
      : [],
  );
  if (!entry.extendedRights.some((right) => gone.includes(right))) return entry;
  const extendedRights = entry.extendedRights.filter((right) => !gone.includes(right));
  return extendedRights.length === 0 ? undefined : { ...entry, extendedRights };
}
