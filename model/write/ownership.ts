import { isoTime } from "./iso-time";
import { describeObject } from "./object-name";
import type { ObjectRecord, Ownership, RecordedState } from "./recorded-object";
import type { OwnerClaim } from "./write-command";
import type { WriteContext } from "./write-context";
import type { WriteProblem } from "./write-result";
import type { WriteTools } from "./write-tools";

/** Who an update or delete says it is. Both null: somebody by hand. */
export interface Writer {
  readonly stack: string | null;
  readonly ownerToken: string | null;
}

export function isByHand(writer: Writer): boolean {
  return writer.stack === null && writer.ownerToken === null;
}

/** Whether the writer is the object's present owner. */
export function ownsObject(object: ObjectRecord, writer: Writer, tools: Pick<WriteTools, "hashToken" | "sameHash">) {
  if (object.ownership === null || writer.ownerToken === null || object.owner?.stack !== writer.stack) return false;
  return tools.sameHash(object.ownership.tokenHash, tools.hashToken(writer.ownerToken));
}

/** A new proof of ownership for a create or claim. */
export function newOwnership(claim: OwnerClaim, context: WriteContext, tools: WriteTools): Ownership {
  return { tokenHash: tools.hashToken(claim.token), run: runOf(context) };
}

/** The same proof, now last used by this write's run. */
export function touchOwnership(ownership: Ownership | null, context: WriteContext): Ownership | null {
  if (ownership === null || context.run === null) return ownership;
  return { ...ownership, run: runOf(context) };
}

/** A run that was overtaken (its pulumi killed, its provider living on) changes nothing any more. */
export function staleRun(state: RecordedState, object: ObjectRecord, context: WriteContext): WriteProblem | undefined {
  const last = object.ownership?.run;
  if (context.run === null || last === null || last === undefined) return undefined;
  if (context.run.id === last.id || context.run.startedAt >= last.startedAt) return undefined;
  const detail =
    `Run ${context.run.id} began at ${isoTime(context.run.startedAt)}, but ${describeObject(state, object)} was written since ` +
    `by run ${last.id}, which began at ${isoTime(last.startedAt)}. Nothing was changed.`;
  return { code: "RELAY_STALE_RUN", detail };
}

export function findByOwner(objects: Iterable<ObjectRecord>, claim: OwnerClaim): ObjectRecord | undefined {
  for (const object of objects) {
    if (object.owner?.logicalId === claim.logicalId && object.owner.stack === claim.stack) return object;
  }
  return undefined;
}

function runOf({ run }: WriteContext): Ownership["run"] {
  return run === null ? null : { id: run.id, startedAt: run.startedAt };
}
