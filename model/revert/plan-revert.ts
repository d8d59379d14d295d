import type { Failure } from "../failure";
import { settle } from "../settle";
import type { Kind, SettingsOf } from "../settings";
import { limitAllRelay } from "../observed/limit-enforced-relay";
import { forgetPrincipal } from "../observed/observe-plan";
import { refuseWidening } from "../observed/refuse-widening";
import { applyChanges } from "../write/apply-changes";
import { changedProperties } from "../write/changed-properties";
import { guardPassword } from "../write/guard-password";
import { newRecord, nextRecord } from "../write/make-record";
import { findObject, isOfKind } from "../write/object-collections";
import { describeObject } from "../write/object-name";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";
import { resettleSupersession } from "../write/supersession";
import type { WriteContext } from "../write/write-context";
import { describeEvent, type WriteEvent } from "../write/write-event";
import type { WritePlan } from "../write/write-plan";
import type { ConfigChanges, RefusedWrite, WriteProblem } from "../write/write-result";
import { judgeReverted } from "./judge-reverted";
import { type PutBackWording, REVERT_WORDING } from "./put-back-wording";
import { revertObserved } from "./revert-observed";
import type { RevertTarget, RevertTargets } from "./revert-target";

/** The password of an account, as argon2id hash. */
export interface RestoredPassword {
  readonly objectId: string;
  readonly version: string;
  readonly hash: string;
}

/** A state that can be put back, with what changes on the way, or why it cannot. */
export type RevertPlan =
  | {
      readonly ok: true;
      readonly changes: ConfigChanges;
      readonly next: RecordedState;
      readonly events: readonly WriteEvent[];
      readonly notices: readonly string[];
      /** Hashes of accounts that come with a password. */
      readonly passwords: readonly RestoredPassword[];
    }
  | RefusedWrite;

/** One object on its way back. */
interface Step {
  readonly target: RevertTarget;
  readonly before: ObjectRecord | null;
  readonly after: ObjectRecord | null;
}

/**
 * Plans one write by hand that puts objects back to what they were. Who owns an object now goes on to own it; one that
 * was deleted since is nobody's when it comes back, since the proof of ownership went with it. Passwords stay as they are.
 */
export function planRevert(
  state: RecordedState,
  targets: RevertTargets,
  context: WriteContext,
  wording: PutBackWording = REVERT_WORDING,
): RevertPlan {
  const steps: Step[] = [];
  const failures: Failure[] = [];
  for (const target of targets.values()) {
    const step = stepOf(state, target, { context, wording });
    if (step.ok) steps.push(...(isNothing(step.value) ? [] : [step.value]));
    else failures.push(...step.failures);
  }
  if (failures.length > 0) return refusal(failures, wording);
  if (steps.length === 0) return unchanged(state);
  const bare = applyChanges(state, changesOf(state, steps));
  const barred = steps.flatMap((step) => barStep({ state, next: bare, wording }, step));
  const conflicts = [...barred, ...judgeReverted(state, bare)];
  return conflicts.length > 0 ? refusal(conflicts, wording) : complete(state, steps, { context, wording });
}

type StepOf =
  { readonly ok: true; readonly value: Step } | { readonly ok: false; readonly failures: readonly Failure[] };

interface How {
  readonly context: WriteContext;
  readonly wording: PutBackWording;
}

function stepOf(state: RecordedState, target: RevertTarget, { context, wording }: How): StepOf {
  const { kind, id, then, name } = target;
  const before = findObject(state, kind, id) ?? null;
  if (then === null) return { ok: true, value: { target, before, after: null } };
  // An older release may have written it: what has been added since gets its default.
  const settled = settle<Kind>(kind, then.settings);
  if (!settled.ok) return { ok: false, failures: settled.failures.map((failure) => ofObject(kind, name, failure)) };
  const { value: settings } = settled;
  const after = before === null ? comeBack(state, target, settings, context) : goBack(state, before, settings, context);
  const reverted = revertObserved(state, { target, before, after, wording });
  return reverted.ok ? { ok: true, value: { target, before, after: reverted.record } } : reverted;
}

function ofObject(kind: Kind, name: string, { code, property, message }: Failure): Failure {
  return { code, property, message: `${kind} "${name}": ${message}` };
}

function comeBack(
  { revision }: RecordedState,
  { kind, id, password }: RevertTarget,
  settings: SettingsOf[Kind],
  context: WriteContext,
): ObjectRecord {
  const nobodys = { owner: null, ownership: null, secretVersion: password?.version ?? null, declaredIn: null };
  return newRecord<Kind>({ kind, id, settings, ...nobodys }, revision + 1, context);
}

function goBack(
  { revision }: RecordedState,
  before: ObjectRecord,
  settings: SettingsOf[Kind],
  context: WriteContext,
): ObjectRecord {
  const { kind, id, owner, ownership, secretVersion, declaredIn } = before;
  return nextRecord<Kind>(
    before,
    { kind, id, settings, owner, ownership, secretVersion, declaredIn },
    revision + 1,
    context,
  );
}

function isNothing({ before, after }: Step): boolean {
  if (before === null || after === null) return before === after;
  return changedProperties(before.settings, after.settings).length === 0;
}

function changesOf(state: RecordedState, steps: readonly Step[]): ConfigChanges {
  const gone = steps.flatMap(({ before, after }) => (after === null && before !== null ? [before] : []));
  const touched = new Set(steps.map(({ target }) => target.id));
  // What bridges a move of a stack must not outlive that the move is taken back.
  const releases = state.releases.filter(({ connectorId }) => !touched.has(connectorId));
  return {
    revision: state.revision + 1,
    put: steps.flatMap(({ after }) => after ?? []),
    removed: gone.map(({ kind, id }) => ({ kind, id })),
    releases: releases.length === state.releases.length ? null : releases,
  };
}

interface Bar {
  readonly state: RecordedState;
  readonly next: RecordedState;
  readonly wording: PutBackWording;
}

/** What keeps a single object from coming back as it was. */
function barStep({ state, next, wording }: Bar, { target, before, after }: Step): readonly Failure[] {
  if (after === null || !isOfKind(after, "SendConnector")) return [];
  const moved = guardPassword(state, { before, settings: after.settings, secret: undefined });
  if (moved !== undefined) return [asFailure(moved)];
  const { smartHostAuthMechanism } = after.settings;
  if (!target.passwordLost || after.secretVersion !== null || smartHostAuthMechanism === "None") return [];
  const message = wording.passwordGone(describeObject(next, after));
  return [{ code: "RELAY_PASSWORD_NEEDED", property: "password", message }];
}

function asFailure({ code, property = "", detail }: WriteProblem): Failure {
  return { code, property, message: detail };
}

function complete(state: RecordedState, steps: readonly Step[], { context, wording }: How): RevertPlan {
  const bare = changesOf(state, steps);
  const written = applyChanges(state, bare);
  const objects = steps.flatMap(({ before, after }) => after ?? before ?? []);
  const limits = limitAllRelay({ state, next: written, plan: planOf(null, null, objects), now: context.now });
  if (!limits.ok) return { ok: false, problem: { ...limits.problem, code: wording.refused } };
  const limited = steps.reduce(
    ({ next, changes }, { before, after }) => putMore(next, changes, forgetPrincipal(next, planOf(before, after))),
    putMore(written, bare, limits.connectors),
  );
  const settled = steps.reduce(({ next, changes }, { before, after }) => {
    const current = after === null ? null : (findObject(next, after.kind, after.id) ?? after);
    return putMore(next, changes, resettleSupersession(next, { before, after: current, now: context.now }));
  }, limited);
  for (const { before, after } of steps) {
    const widening = refuseWidening(settled.next, planOf(before, after), context.now);
    if (widening !== undefined) return { ok: false, problem: { ...widening, code: wording.refused } };
  }
  const events = steps.flatMap((step) => eventOf(state, settled.next, step));
  const notices = steps.flatMap((step) => noticesOf({ state, next: settled.next, wording }, step));
  const passwords = steps.flatMap(({ target: { id, password } }) =>
    password === undefined ? [] : [{ objectId: id, ...password }],
  );
  return { ok: true, ...settled, events, notices, passwords };
}

/** A step as rules for single writes see it. */
function planOf(
  before: ObjectRecord | null,
  after: ObjectRecord | null,
  removed: readonly ObjectRecord[] = [],
): WritePlan {
  return { action: "update", before, after, removed, stack: null, notices: [] };
}

function putMore(next: RecordedState, changes: ConfigChanges, put: readonly ObjectRecord[]) {
  if (put.length === 0) return { next, changes };
  const replaced = new Set(put.map(({ id }) => id));
  const kept = changes.put.filter(({ id }) => !replaced.has(id));
  const more = { revision: changes.revision, put, removed: [], releases: null };
  return { next: applyChanges(next, more), changes: { ...changes, put: [...kept, ...put] } };
}

function eventOf(state: RecordedState, next: RecordedState, { before, after }: Step): readonly WriteEvent[] {
  const action = before === null ? "create" : after === null ? "delete" : "update";
  return [describeEvent(after === null ? state : next, { action, before, after })].filter(
    (event) => event !== undefined,
  );
}

function noticesOf({ state, next, wording }: Bar, { target, before, after }: Step): readonly string[] {
  if (before !== null && after === null && before.owner !== null) {
    return [`${describeObject(state, before)} goes: its stack makes it again with the next pulumi up --refresh.`];
  }
  if (before !== null || after === null) return [];
  const back = wording.comesBack(describeObject(next, after));
  if (!isOfKind(after, "RelayUser") || !target.passwordLost || after.secretVersion !== null) return [back];
  return [back, `Nobody can log in as ${after.settings.username} until its password is set again: it is kept nowhere.`];
}

function unchanged(state: RecordedState): RevertPlan {
  const changes = { revision: state.revision, put: [], removed: [], releases: null };
  return { ok: true, changes, next: state, events: [], notices: [], passwords: [] };
}

function refusal(failures: readonly Failure[], { refused }: PutBackWording): RevertPlan {
  const detail = failures.map(({ message }) => message).join(" ");
  return { ok: false, problem: { code: refused, detail, failures } };
}
