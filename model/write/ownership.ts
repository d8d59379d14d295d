import { isoTime } from "./iso-time";
import { describeObject } from "./object-name";
import type { ObjectRecord, Ownership, RecordedState } from "./recorded-object";
import type { OwnerClaim } from "./write-command";
import type { WriteContext } from "./write-context";
import type { WriteProblem } from "./write-result";
import type { StackRun, WriteTools } from "./write-tools";

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

/** What the owner declares with a write. */
export interface Declares {
  readonly claim: OwnerClaim;
  readonly settings: object;
}

/** A new proof of ownership for a create or claim. */
export function newOwnership({ claim, settings }: Declares, context: WriteContext, tools: WriteTools): Ownership {
  return { tokenHash: tools.hashToken(claim.token), run: runOf(context), declaredRanges: rangesIn(settings) };
}

/** The same proof, now last used by this write's run for these settings. */
export function touchOwnership(ownership: Ownership | null, settings: object, context: WriteContext): Ownership | null {
  if (ownership === null) return ownership;
  return { ...ownership, run: runOf(context) ?? ownership.run, declaredRanges: rangesIn(settings) };
}

function rangesIn(settings: object): readonly string[] {
  return "remoteIpRanges" in settings ? (settings.remoteIpRanges as readonly string[]) : [];
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

/**
 * A new object of a run that was overtaken would be nobody's: the newer run has not seen it (Pulumi killed during a
 * create, then destroyed). Other processes of the same run are no newer run.
 */
export function overtakenRun({ run }: WriteContext, latest: StackRun | null): WriteProblem | undefined {
  if (run === null || latest === null || run.id === latest.id || run.startedAt >= latest.startedAt) return undefined;
  const detail =
    `Run ${run.id} began at ${isoTime(run.startedAt)}, but its stack was written since by run ${latest.id}, ` +
    `which began at ${isoTime(latest.startedAt)}. Nothing was created.`;
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
