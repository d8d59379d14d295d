import { randomUUID } from "node:crypto";
import { findObject, judgeFreeze, judgeWrite, staleRevision, writingStack } from "../../model";
import type { ChangedBy, RefusedWrite, WriteCommand, WriteContext, WriteResult, WriteTools } from "../../model";
import { acceptedDraft, refusedDraft, withImpact } from "./audit-draft";
import { changedSince } from "./audit-table";
import { writeSecrets } from "./config-secrets";
import type { Moment, Outcome } from "./held-store";
import { putStackRun } from "./stack-run-table";
import { writeChanges } from "./state-table";
import { hashSecret, sameHash } from "./token-table";

/** Judges a write, and writes what it comes to. */
export async function writeObject(
  moment: Moment,
  command: WriteCommand,
  context: WriteContext,
): Promise<Outcome<WriteResult>> {
  const { state, freeze, runs } = moment.held;
  const frozen = judgeFreeze(freeze, context);
  const refused = (refusal: RefusedWrite) => {
    return { answer: refusal, drafts: [refusedDraft(state, command, context, refusal.problem)] };
  };
  if (frozen !== undefined) return refused({ ok: false, problem: frozen });
  const judgement = judgeWrite(state, command, context, await toolsFor(moment, command));
  if (!judgement.ok) return refused(judgement);
  const { write, next, events } = judgement;
  const { object, changes, revision } = write;
  if (changes.put.length + changes.removed.length === 0) return { answer: write };
  await writeChanges(moment.db, state.revision, changes);
  await writeSecrets(moment.db, { command, object, removed: changes.removed, now: context.now });
  const run = { stack: writingStack(command), run: context.run };
  const known = { state: next, runs: await putStackRun(moment.db, runs, run) };
  const acceptance = { context, revision, freeze };
  const drafts = withImpact(
    events.map((event) => acceptedDraft(event, command, acceptance)),
    { before: state, after: next, changes, now: context.now },
  );
  return { answer: write, drafts, changes, next: known };
}

async function toolsFor(moment: Moment, command: WriteCommand): Promise<WriteTools> {
  const stack = writingStack(command);
  const latestRun = stack === null ? null : (moment.held.runs.get(stack) ?? null);
  const changed = await historyFor(moment, command);
  return { newId: randomUUID, hashToken: hashSecret, sameHash, latestRun, changedSince: changed };
}

async function historyFor({ db, held: { state } }: Moment, command: WriteCommand): Promise<ChangedBy | null> {
  const seen = staleRevision(state, command);
  const object = command.action === "create" ? undefined : findObject(state, command.kind, command.id);
  return seen === null || object === undefined ? null : changedSince(db, object, seen);
}
