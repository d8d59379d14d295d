import { reachesOthers } from "./authorise";
import { guardPassword } from "./guard-password";
import { judgeBesideOthers } from "./judge-beside-others";
import { judgeExpiry } from "./judge-expiry";
import { newRecord, nextRecord } from "./make-record";
import { describeObject, describeOwner } from "./object-name";
import { objectsOfKind } from "./object-collections";
import { declaredIn, findByOwner, newOwnership, overtakenRun, staleRun } from "./ownership";
import { planSingletonCreate } from "./plan-singleton";
import { secretVersionAfter } from "./prepared-secret";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { type PlaceVerdict, settleClashes } from "./settle-clashes";
import type { CreateCommand } from "./write-command";
import type { WriteContext } from "./write-context";
import { type Planned, type WriteAction, refuse } from "./write-plan";
import type { WriteTools } from "./write-tools";

/**
 * A create is idempotent for its owner: an object that this stack made under this logical id is taken over with the new
 * token (the run before was killed, or replaces it), and never found by name.
 */
export function planCreate(
  state: RecordedState,
  command: CreateCommand,
  context: WriteContext,
  tools: WriteTools,
): Planned {
  const { kind, settings, owner } = command;
  if (kind === "TransportConfig") {
    return planSingletonCreate(state, command as CreateCommand<"TransportConfig">, context, tools);
  }
  const mine = owner === null ? undefined : findByOwner(objectsOfKind(state, kind).values(), owner);
  const stale = mine === undefined ? overtakenRun(context, tools.latestRun) : staleRun(state, mine, context);
  if (stale !== undefined) return refuse(stale);
  const place = takePlace(state, command, context, mine);
  if (!place.ok) return refuse(place.problem);
  const before = mine ?? place.adopted[0] ?? null;
  const wrong = judgeBesideOthers(state, { kind, settings, before, stack: owner?.stack ?? null });
  const late =
    wrong ??
    guardPassword(state, { before, settings, secret: command.secret }) ??
    judgeExpiry(settings, before, context.now);
  if (late !== undefined) return refuse(late);
  const removed = place.adopted.filter((object) => object !== before);
  const action = mine !== undefined ? "take-over" : before !== null ? "adopt" : "create";
  const after = recordFor(state, command, before, context, tools);
  const notices = noticesOf(state, action, before, removed);
  return { outcome: "write", plan: { action, before, after, removed, stack: owner?.stack ?? null, notices } };
}

function takePlace(
  state: RecordedState,
  { kind, settings, owner, adoptExisting }: CreateCommand,
  { actor }: WriteContext,
  mine: ObjectRecord | undefined,
): PlaceVerdict {
  const stack = owner?.stack ?? null;
  const reach = reachesOthers(actor) ? "anything" : "unowned";
  // With an object of its own already, it may take over an entry, but never swallow a second connector or domain.
  const adopts = adoptExisting && (mine === undefined || kind === "ConnectorPermission") ? reach : "nothing";
  return settleClashes(state, { kind, settings, exceptId: mine?.id ?? null, stack, adopts });
}

function recordFor(
  state: RecordedState,
  { kind, settings, owner, secret }: CreateCommand,
  before: ObjectRecord | null,
  context: WriteContext,
  tools: WriteTools,
): ObjectRecord {
  const wish = {
    kind,
    settings,
    owner: owner === null ? null : { stack: owner.stack, logicalId: owner.logicalId },
    ownership: owner === null ? null : newOwnership({ claim: owner, settings }, context, tools),
    secretVersion: secretVersionAfter(before?.secretVersion ?? null, secret, tools),
    declaredIn: owner === null ? null : declaredIn(context),
  };
  const revision = state.revision + 1;
  if (before === null) return newRecord({ ...wish, id: tools.newId() }, revision, context);
  return nextRecord(before, { ...wish, id: before.id }, revision, context);
}

function noticesOf(
  state: RecordedState,
  action: WriteAction,
  before: ObjectRecord | null,
  removed: readonly ObjectRecord[],
): readonly string[] {
  const absorbed = removed.map((object) => `Replaced ${describeObject(state, object)}, which says the same.`);
  if (before === null) return absorbed;
  const what =
    action === "adopt"
      ? `Adopted ${describeObject(state, before)}.`
      : `Took over ${describeObject(state, before)}: it was there from an earlier run, ${describeOwner(before)}.`;
  return [what, ...absorbed];
}
