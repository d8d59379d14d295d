import { isoTime } from "./iso-time";
import { describeObject } from "./object-name";
import type { DeclaredIn, ObjectRecord, Ownership, RecordedState } from "./recorded-object";
import type { Owner } from "../stored-object";
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

/** Whether a stack's name is that of the object's owner, or the one that state may still hold after a move. */
export function isOwningStack({ owner, ownership }: ObjectRecord, stack: string | null): boolean {
  return stack !== null && (owner?.stack === stack || ownership?.formerStack === stack);
}

/** Whether the writer is the object's present owner. */
export function ownsObject(object: ObjectRecord, writer: Writer, tools: Pick<WriteTools, "hashToken" | "sameHash">) {
  if (object.ownership === null || writer.ownerToken === null || !isOwningStack(object, writer.stack)) return false;
  return tools.sameHash(object.ownership.tokenHash, tools.hashToken(writer.ownerToken));
}

/** What the owner declares with a write. */
export interface Declares {
  readonly claim: OwnerClaim;
  readonly settings: object;
}

/** A new proof of ownership for a create or claim. */
export function newOwnership({ claim, settings }: Declares, context: WriteContext, tools: WriteTools): Ownership {
  const tokenHash = tools.hashToken(claim.token);
  return { tokenHash, run: runOf(context), declaredRanges: rangesIn(settings), formerStack: null };
}

/** Where a write by an owner says that its program declares the object; null when it says nothing. */
export function declaredIn({ commit, declaredAt = null }: WriteContext): DeclaredIn | null {
  if (commit === null && declaredAt === null) return null;
  return { commit, file: declaredAt?.file ?? null, line: declaredAt?.line ?? null };
}

/** An update by the owner. */
export interface OwnerUpdate {
  readonly settings: object;
  /** Stack that state names. */
  readonly stack: string | null;
  /** Owner after the update. */
  readonly owner: Owner | null;
}

/** The same proof, now last used by this write's run for these settings. */
export function touchOwnership(before: ObjectRecord, update: OwnerUpdate, context: WriteContext): Ownership | null {
  const { ownership } = before;
  if (ownership === null) return ownership;
  const run = runOf(context) ?? ownership.run;
  return { ...ownership, run, declaredRanges: rangesIn(update.settings), formerStack: formerStack(before, update) };
}

function formerStack(before: ObjectRecord, { stack, owner }: OwnerUpdate): string | null {
  if (owner?.stack !== before.owner?.stack) return before.owner?.stack ?? null;
  return stack === owner?.stack ? null : (before.ownership?.formerStack ?? null);
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

export function findByOwner(objects: Iterable<ObjectRecord>, claim: Owner): ObjectRecord | undefined {
  for (const object of objects) {
    if (object.owner?.logicalId === claim.logicalId && object.owner.stack === claim.stack) return object;
  }
  return undefined;
}

function runOf({ run }: WriteContext): Ownership["run"] {
  return run === null ? null : { id: run.id, startedAt: run.startedAt };
}
