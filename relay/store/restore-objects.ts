import { randomUUID } from "node:crypto";
import {
  type Freeze,
  judgeFreeze,
  parseConfigDocument,
  planRestore,
  type RecordedState,
  type RevertPlan,
  type WriteContext,
  type WriteProblem,
} from "../../model";
import { refusedRestore, restoredDraft, withImpact } from "./audit-draft";
import type { RestoreCall, RevertResult } from "./config-store";
import type { Moment, Outcome } from "./held-store";
import { putSecret, removeSecrets } from "./secret-table";
import { writeChanges } from "./state-table";

/** Judges a document, and puts it in the place of what there is. */
export async function restoreObjects(
  moment: Moment,
  call: RestoreCall,
  context: WriteContext,
): Promise<Outcome<RevertResult>> {
  const { state, freeze } = moment.held;
  const isShown = call.mode === "show";
  const plan = prepareRestore({ state, freeze }, call, context);
  if (!plan.ok) {
    if (isShown) return { answer: plan };
    return { answer: plan, drafts: [refusedRestore(plan.problem, { context, revision: state.revision, freeze })] };
  }
  const { changes, next, events, notices } = plan;
  if (isShown || events.length === 0)
    return { answer: { ok: true, revision: state.revision, changes, events, notices } };
  await writeChanges(moment.db, state.revision, changes);
  await writePasswords(moment, plan, context.now);
  const acceptance = { context, revision: changes.revision, freeze };
  const drafts = withImpact(
    events.map((event) => restoredDraft(event, acceptance)),
    { before: state, after: next, changes, now: context.now },
  );
  const answer = { ok: true, revision: changes.revision, changes, events, notices } as const;
  return { answer, drafts, changes, next: { state: next } };
}

interface Ground {
  readonly state: RecordedState;
  readonly freeze: Freeze | null;
}

function prepareRestore(ground: Ground, call: RestoreCall, context: WriteContext): RevertPlan {
  const problem = missingScope(context) ?? wrongMoment(ground, call, context);
  if (problem !== undefined) return { ok: false, problem };
  const parsed = parseConfigDocument(call.document, { conflicts: "refuse" });
  if (parsed.ok) {
    const wish = { document: parsed.value, accounts: call.accounts };
    return planRestore(ground.state, wish, { context, newId: randomUUID });
  }
  const detail = parsed.failures.map(({ message }) => message).join(" ");
  return { ok: false, problem: { code: "RELAY_INPUT_INVALID", detail, failures: parsed.failures } };
}

function missingScope({ actor: { scopes, tokenName } }: WriteContext): WriteProblem | undefined {
  if (scopes.includes("admin")) return undefined;
  const detail = `Restoring needs the scope admin; the token "${tokenName}" has ${scopes.join(", ") || "none"}.`;
  return { code: "RELAY_SCOPE_MISSING", detail };
}

function wrongMoment({ state, freeze }: Ground, { ifMatch, mode }: RestoreCall, context: WriteContext) {
  const frozen = mode === "show" ? undefined : judgeFreeze(freeze, context);
  if (frozen !== undefined || ifMatch === null || ifMatch === state.revision) return frozen;
  const detail =
    `The host is at revision ${state.revision}, and what the restore changes was worked out at ${ifMatch}: somebody has ` +
    `written meanwhile. Nothing was changed; look at it again.`;
  return { code: "RELAY_REVISION_STALE", detail } as const;
}

/** Of what goes, and of accounts that come with a hash. */
async function writePasswords(
  { db }: Moment,
  { changes, passwords }: Extract<RevertPlan, { readonly ok: true }>,
  now: number,
): Promise<void> {
  await removeSecrets(
    db,
    changes.removed.map(({ id }) => id),
  );
  for (const { objectId, version, hash } of passwords) {
    await putSecret(db, { objectId, version, form: "hash", value: hash, byOwner: false, overlap: 0, now });
  }
}
