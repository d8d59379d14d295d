import { applyChanges } from "./apply-changes";
import type { Judgement } from "./judgement";
import { defaultDomainNotices } from "./default-domain";
import { differs } from "./make-record";
import { findObject, isOfKind } from "./object-collections";
import { postmasterNotices } from "./postmaster-domain";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { enforcedConnector, enforcedState } from "../observed/enforced-state";
import { limitAllRelay } from "../observed/limit-enforced-relay";
import { forgetPrincipal, observePlan } from "../observed/observe-plan";
import { refuseWidening } from "../observed/refuse-widening";
import { releasesAfter } from "./releases";
import { resettleSupersession } from "./supersession";
import type { WriteContext } from "./write-context";
import { describeEvent } from "./write-event";
import type { WritePlan } from "./write-plan";
import type { AcceptedWrite, ConfigChanges } from "./write-result";

/** Works out what a planned write does to other objects, and refuses it when that must not be. */
export function completePlan(state: RecordedState, given: WritePlan, context: WriteContext): Judgement {
  const plan = observePlan(state, given, context.now);
  if (!changesAnything(plan)) return onlyOwnership(state, plan);
  const bare = bareChanges(state, plan, context);
  const written = applyChanges(state, bare);
  const limits = limitAllRelay({ state, next: written, plan, now: context.now });
  if (!limits.ok) return { ok: false, problem: limits.problem };
  const narrowed = putMore(written, bare, forgetPrincipal(written, plan));
  const limited = putMore(narrowed.next, narrowed.changes, limits.connectors);
  const settled = putMore(limited.next, limited.changes, settleSupersession(limited.next, plan, context));
  const { next } = settled;
  const widening = refuseWidening(next, plan, context.now);
  if (widening !== undefined) return { ok: false, problem: widening };
  const remarks = [...postmasterNotices(state, next), ...defaultDomainNotices(state, next)];
  const notices = [...plan.notices, ...limits.notices, ...remarks];
  const events = eventsOf(state, written, plan);
  return { ok: true, write: accepted(plan, settled.changes, notices), events, next: settled.next };
}

// Copying a collection of thousands for nothing is what a write would spend most time on.
function putMore(next: RecordedState, changes: ConfigChanges, put: readonly ObjectRecord[]) {
  if (put.length === 0) return { next, changes };
  const more = { revision: changes.revision, put, removed: [], releases: null };
  return { next: applyChanges(next, more), changes: { ...changes, put: mergeRecords(changes.put, put) } };
}

function changesAnything({ before, after, removed }: WritePlan): boolean {
  return before === null || after === null || removed.length > 0 || differs(before, after);
}

// The owner's token and run may be new, which nobody but the owner can tell: no revision, no audit entry.
function onlyOwnership(state: RecordedState, { before, after, notices }: WritePlan): Judgement {
  const { revision } = state;
  const object = writtenObject(before, after);
  const put = after?.ownership === before?.ownership ? [] : [object];
  const changes = { revision, put, removed: [], releases: null };
  const write = { ok: true, object, revision, changed: false, notices, changes } as const;
  return { ok: true, write, events: [], next: applyChanges(state, changes) };
}

function bareChanges(state: RecordedState, plan: WritePlan, context: WriteContext): ConfigChanges {
  const { before, after, removed, displaced } = plan;
  const gone = after === null && before !== null ? [before, ...removed] : removed;
  return {
    revision: state.revision + 1,
    put: [after, displaced].filter((object) => object !== null && object !== undefined),
    removed: gone.map(({ kind, id }) => ({ kind, id })),
    releases: releasesOf(state, plan, context),
  };
}

function releasesOf(state: RecordedState, { action, before, after, stack }: WritePlan, { now }: WriteContext) {
  const object = after ?? before;
  if (stack === null || object === null || !isOfKind(object, "ReceiveConnector")) return null;
  // A renamed stack gives up what was its own under the old name.
  const own = action === "update" && before !== null ? { ...before, owner: object.owner } : before;
  const move = {
    before: enforcedRecord(own),
    after: enforcedRecord(after),
    stack,
    revision: state.revision + 1,
    now,
  };
  // What is observed only gives nothing up and claims nothing.
  const releases = releasesAfter(enforcedState(state), move);
  return releases.length === 0 && state.releases.length === 0 ? null : releases;
}

function enforcedRecord(object: ObjectRecord | null): ObjectRecord<"ReceiveConnector"> | null {
  return object === null ? null : enforcedConnector(object as ObjectRecord<"ReceiveConnector">);
}

function settleSupersession(next: RecordedState, { before, after }: WritePlan, { now }: WriteContext) {
  const current = after === null ? null : (findObject(next, after.kind, after.id) ?? after);
  return resettleSupersession(next, { before, after: current, now });
}

function writtenObject(before: ObjectRecord | null, after: ObjectRecord | null): ObjectRecord {
  const object = after ?? before;
  if (object === null) throw new TypeError("A write has an object before or after it.");
  return object;
}

function mergeRecords(records: readonly ObjectRecord[], later: readonly ObjectRecord[]): readonly ObjectRecord[] {
  const replaced = new Set(later.map(({ id }) => id));
  return [...records.filter(({ id }) => !replaced.has(id)), ...later];
}

function accepted({ before, after }: WritePlan, changes: ConfigChanges, notices: readonly string[]): AcceptedWrite {
  const written = writtenObject(before, after);
  const object = changes.put.find(({ id }) => id === written.id) ?? written;
  const { revision } = changes;
  const result = { ok: true, object, revision, changed: true, notices, changes } as const;
  return after === null ? { ...result, deleted: true } : result;
}

function eventsOf(state: RecordedState, next: RecordedState, plan: WritePlan) {
  const { action, before, after, removed, displaced = null } = plan;
  const main = describeEvent(after === null ? state : next, { action, before, after });
  const others = removed.map((entry) => describeEvent(state, { action: "delete", before: entry, after: null }));
  const former = displaced === null ? null : (findObject(state, displaced.kind, displaced.id) ?? null);
  const moved = describeEvent(state, { action: "update", before: former, after: displaced });
  return [...others, moved, main].filter((event) => event !== undefined);
}
