import type { RevertPlan, WriteContext } from "../../model";
import { refusedRevert, revertedDraft, withImpact } from "./audit-draft";
import type { ConfigEngine } from "./config-engine";
import type { RevertResult, RevertWish } from "./config-store";
import type { Held } from "./held-state";
import type { HeldStore, Outcome } from "./held-store";
import { prepareRevert } from "./prepare-revert";
import { removeSecrets } from "./secret-table";
import { writeChanges } from "./state-table";

export interface RevertParts {
  readonly engine: ConfigEngine;
  readonly held: HeldStore;
}

/** Judges a revert, and puts back what it comes to. The audit may be long, so it is read while other hosts write. */
export async function revertObjects(
  { engine, held }: RevertParts,
  wish: RevertWish,
  context: WriteContext,
): Promise<RevertResult> {
  for (;;) {
    await held.followNow();
    const ground = held.held;
    const plan = await engine.read((db) => prepareRevert({ db, ...ground }, wish, context));
    const settled = settle(plan, ground, wish, context);
    if (settled.drafts === undefined) return settled.answer;
    const done = await held.changeNow<RevertResult | undefined>(async ({ db, held: now }) => {
      if (now.generation !== ground.generation) return { answer: undefined };
      const { changes } = settled;
      if (changes === undefined) return settled;
      await writeChanges(db, ground.state.revision, changes);
      await removeSecrets(
        db,
        changes.removed.map(({ id }) => id),
      );
      return settled;
    });
    if (done !== undefined) return done;
  }
}

/** What a plan comes to; without drafts there is nothing to write. */
function settle(plan: RevertPlan, held: Held, wish: RevertWish, context: WriteContext): Outcome<RevertResult> {
  const { state, freeze } = held;
  const isShown = wish.mode === "show";
  if (!plan.ok) {
    if (isShown) return { answer: plan };
    const refusal = refusedRevert(wish.revision, plan.problem, { context, revision: state.revision, freeze });
    return { answer: plan, drafts: [refusal] };
  }
  const { changes, next, events, notices } = plan;
  if (isShown || events.length === 0)
    return { answer: { ok: true, revision: state.revision, changes, events, notices } };
  const acceptance = { context, revision: changes.revision, freeze };
  const drafts = withImpact(
    events.map((event) => revertedDraft(event, wish.revision, acceptance)),
    { before: state, after: next, changes, now: context.now },
  );
  return {
    answer: { ok: true, revision: changes.revision, changes, events, notices },
    drafts,
    changes,
    next: { state: next },
  };
}
