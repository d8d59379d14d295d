import type { Kind } from "../settings";
import { findClashes, sameName } from "./clash";
import { isOfKind } from "./object-collections";
import { conflictingWithin } from "./range-conflicts";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { findRangeConflict } from "./selector";

/**
 * Objects whose `supersededSince` is no longer right after a write, corrected. Within one stack two objects may ask for
 * the same place for a while; the older is superseded until the run changes or deletes it.
 */
export function resettleSupersession(
  next: RecordedState,
  written: { readonly before: ObjectRecord | null; readonly after: ObjectRecord | null; readonly now: number },
): readonly ObjectRecord[] {
  const rivals = new Map<string, readonly ObjectRecord[]>();
  const rivalsOnce = (object: ObjectRecord) => {
    const known = rivals.get(object.id) ?? rivalsOf(next, object);
    rivals.set(object.id, known);
    return known;
  };
  const { before, after, now } = written;
  const touched = new Map<string, ObjectRecord>();
  // What the object was in the way of before may be free now.
  if (before !== null && mayFree(before, after))
    for (const rival of rivalsOf(next, before)) touched.set(rival.id, rival);
  if (after !== null) for (const object of [after, ...rivalsOnce(after)]) touched.set(object.id, object);
  return [...touched.values()].flatMap((object) => {
    const superseded = rivalsOnce(object).some((rival) => supersedes(rival, object));
    if (superseded === (object.supersededSince !== null)) return [];
    return [{ ...object, supersededSince: superseded ? now : null }];
  });
}

function mayFree(before: ObjectRecord, after: ObjectRecord | null): boolean {
  return after?.settings !== before.settings || after.owner?.stack !== before.owner?.stack;
}

/** Objects of the same stack that ask for the same place or conflicting ranges. */
function rivalsOf(state: RecordedState, object: ObjectRecord): readonly ObjectRecord[] {
  const stack = object.owner?.stack;
  if (stack === undefined) return [];
  const rivals = findClashes<Kind>(state, { kind: object.kind, settings: object.settings, exceptId: object.id })
    .filter((clash) => clash.extent === "whole" && clash.object.owner?.stack === stack)
    .map((clash) => clash.object);
  if (!isOfKind(object, "ReceiveConnector")) return rivals;
  return [...new Set([...rivals, ...conflictingWithin(state, { id: object.id, settings: object.settings, stack })])];
}

// Of two connectors with conflicting ranges the later change of ranges, bindings or `enabled` counts, among enabled ones.
function supersedes(rival: ObjectRecord, object: ObjectRecord): boolean {
  if (!isOfKind(rival, "ReceiveConnector") || !isOfKind(object, "ReceiveConnector")) {
    return rival.selectionRevision > object.selectionRevision;
  }
  if (sameName(rival.settings.name, object.settings.name) && rival.revision > object.revision) {
    return true;
  }
  if (!rival.settings.enabled || !object.settings.enabled) return false;
  return (
    rival.selectionRevision > object.selectionRevision &&
    findRangeConflict(object.settings, rival.settings) !== undefined
  );
}
