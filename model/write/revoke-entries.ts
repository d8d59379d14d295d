import { describeObject } from "./object-name";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { EntryRevocation, UpdateCommand } from "./write-command";
import type { WriteProblem } from "./write-result";

export type Revocations =
  | { readonly ok: true; readonly entries: readonly ObjectRecord[]; readonly notices: readonly string[] }
  | { readonly ok: false; readonly problem: WriteProblem };

/**
 * Finds the unmanaged entries that an update takes away: exactly the ids named, each as it was read. One that is gone
 * needs nothing; one that has an owner by now (declared in this run, or by another stack) is left alone.
 */
export function revokeEntries(state: RecordedState, { id, revokeEntries: wanted }: UpdateCommand): Revocations {
  const entries: ObjectRecord[] = [];
  const notices: string[] = [];
  for (const revocation of wanted) {
    const entry = state.connectorPermissions.get(revocation.id);
    if (entry === undefined) continue;
    const problem = barRevocation(state, entry, revocation, id);
    if (problem !== undefined) return { ok: false, problem };
    if (entry.owner === null) entries.push(entry);
    else notices.push(`${describeObject(state, entry)} is declared by now and was not revoked.`);
  }
  return { ok: true, entries, notices };
}

function barRevocation(
  state: RecordedState,
  entry: ObjectRecord<"ConnectorPermission">,
  { revision }: EntryRevocation,
  connectorId: string,
): WriteProblem | undefined {
  if (entry.settings.connector !== connectorId) {
    const detail = `${describeObject(state, entry)} (${entry.id}) is an entry of another connector than the one written.`;
    return { code: "RELAY_ENTRY_ELSEWHERE", property: "revokeEntries", detail };
  }
  if (entry.owner !== null || entry.revision === revision) return undefined;
  const detail = `${describeObject(state, entry)} (${entry.id}) is at revision ${entry.revision}, the plan saw ${revision}: ${entry.updatedBy} changed it since.`;
  return { code: "RELAY_REVISION_STALE", property: "revokeEntries", detail };
}
