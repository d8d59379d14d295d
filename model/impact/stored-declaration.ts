import { isNamedKind, NAME_PROPERTY } from "../name-property";
import type { SettingsOf } from "../settings";
import type { StoredObject } from "../stored-object";
import { changedProperties } from "../write/changed-properties";
import { TRANSPORT_CONFIG_ID } from "../write/object-collections";
import { selectionDiffers } from "../write/selector";
import type { MatchedObject } from "./match-objects";
import type { DeclaredObject } from "./object-key";

/** An object as the host stores it after the write; the very same one when the write changes nothing. */
export function storedObject({ declared, before }: MatchedObject, revision: number): StoredObject {
  const { kind, settings } = declared;
  const owner = declared.owner ?? before?.owner ?? null;
  if (before === undefined) {
    const id = declared.id ?? madeUpId(declared);
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
  const isSame = changedProperties(before.settings, settings).length === 0;
  if (isSame && owner?.stack === before.owner?.stack) return before;
  const selectionRevision = movesSelection(before, declared) ? revision : before.selectionRevision;
  return { ...before, settings: isSame ? before.settings : settings, owner, revision, selectionRevision };
}

function movesSelection({ settings }: StoredObject, declared: DeclaredObject): boolean {
  if (declared.kind !== "ReceiveConnector") return true;
  return selectionDiffers(settings as SettingsOf["ReceiveConnector"], declared.settings);
}

/** No GUID, and no path in a document; the same for the same object each time. */
function madeUpId({ kind, settings }: DeclaredObject): string {
  if (isNamedKind(kind)) {
    return `${kind} ${String((settings as unknown as Readonly<Record<string, unknown>>)[NAME_PROPERTY[kind]])}`;
  }
  if (kind === "TransportConfig") return TRANSPORT_CONFIG_ID;
  const { access, principal, connector, extendedRights } = settings as SettingsOf["ConnectorPermission"];
  return `${kind} ${access} ${principal} ${extendedRights.join(" ")} on ${connector}`;
}
