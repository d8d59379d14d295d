import type { Kind } from "../settings";
import { describeObject } from "./object-name";
import type { Writer } from "./ownership";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";
import type { WriteTools } from "./write-tools";

export function notFound({ kind, id }: { readonly kind: Kind; readonly id: string }): WriteProblem {
  return { code: "RELAY_NOT_FOUND", detail: `There is no ${kind} with the id ${id}.` };
}

export function notOwner(state: RecordedState, object: ObjectRecord, writer: Writer): WriteProblem {
  const detail =
    `${describeObject(state, object)} does not belong to the resource of stack ${writer.stack ?? "(none named)"} that writes: ` +
    "its ownership token is not the object's.";
  return { code: "RELAY_NOT_OWNER", detail };
}

/** Names who changed what since the client read the object. */
export function revisionStale(
  state: RecordedState,
  object: ObjectRecord,
  ifMatch: number,
  { changedSince }: Pick<WriteTools, "changedSince">,
): WriteProblem {
  const what = `${describeObject(state, object)} is at revision ${object.revision}, the plan saw ${ifMatch}.`;
  if (changedSince === null) return { code: "RELAY_REVISION_STALE", detail: what };
  const { actor, at, action, properties } = changedSince;
  const list = properties.length === 0 ? "" : `: ${properties.join(", ")}`;
  const detail = `${what} Since then ${actor} changed it (${action}, ${at})${list}.`;
  return { code: "RELAY_REVISION_STALE", detail, changedBy: changedSince };
}
