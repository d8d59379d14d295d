import type { Owner } from "../stored-object";
import { barStack } from "./authorise";
import { judgeBesideOthers } from "./judge-beside-others";
import { judgeExpiry } from "./judge-expiry";
import { changedProperties } from "./changed-properties";
import { nextRecord } from "./make-record";
import { guardPassword } from "./guard-password";
import { findObject } from "./object-collections";
import { moveOwner } from "./move-owner";
import { declaredIn, isByHand, ownsObject, staleRun, touchOwnership } from "./ownership";
import { notFound, notOwner, revisionStale } from "./object-problems";
import { isSecretStored, secretVersionAfter } from "./prepared-secret";
import { refuseRename } from "./principal-use";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { revokeEntries } from "./revoke-entries";
import { settleClashes } from "./settle-clashes";
import type { UpdateCommand } from "./write-command";
import type { WriteContext } from "./write-context";
import { type Planned, refuse } from "./write-plan";
import type { WriteProblem } from "./write-result";
import type { WriteTools } from "./write-tools";

/** An update by the owner's token, or by hand on anything: that is how drift arises, and it stays visible. */
export function planUpdate(
  state: RecordedState,
  command: UpdateCommand,
  context: WriteContext,
  tools: WriteTools,
): Planned {
  const before = findObject(state, command.kind, command.id);
  if (before === undefined) return refuse(notFound(command));
  const barred = barUpdate(state, before, command, context, tools);
  if (barred !== undefined) return refuse(barred);
  const move = moveOwner(state, before, command);
  const { kind, id, settings } = command;
  const stack = isByHand(command) ? null : (move.owner?.stack ?? null);
  const place = settleClashes(state, { kind, settings, exceptId: id, stack, adopts: "nothing" });
  if (!place.ok) return refuse(place.problem);
  const wrong =
    refuseRename(state, { before, settings, stack }) ?? judgeBesideOthers(state, { kind, settings, before, stack });
  const late =
    wrong ??
    guardPassword(state, { before, settings, secret: command.secret }) ??
    judgeExpiry(settings, before, context.now);
  if (late !== undefined) return refuse(late);
  const revoked = revokeEntries(state, command);
  if (!revoked.ok) return refuse(revoked.problem);
  const secretVersion = secretVersionAfter(before.secretVersion, command.secret, tools);
  const after = recordAfter(state, before, { command, owner: move.owner, secretVersion }, context);
  const removed = [...place.adopted, ...revoked.entries];
  const notices = [...move.notices, ...revoked.notices];
  const { displaced } = move;
  return { outcome: "write", plan: { action: "update", before, after, removed, displaced, stack, notices } };
}

interface OwnedUpdate {
  readonly command: UpdateCommand;
  readonly owner: Owner | null;
  readonly secretVersion: string | null;
}

function recordAfter(
  state: RecordedState,
  before: ObjectRecord,
  { command, owner, secretVersion }: OwnedUpdate,
  context: WriteContext,
): ObjectRecord {
  const { kind, id, settings, stack } = command;
  const byHand = isByHand(command);
  const proof = byHand
    ? { ownership: before.ownership, declaredIn: before.declaredIn }
    : { ownership: touchOwnership(before, { settings, stack, owner }, context), declaredIn: declaredIn(context) };
  return nextRecord(before, { kind, id, settings, owner, secretVersion, ...proof }, state.revision + 1, context);
}

function barUpdate(
  state: RecordedState,
  before: ObjectRecord,
  command: UpdateCommand,
  context: WriteContext,
  tools: WriteTools,
): WriteProblem | undefined {
  if (!isByHand(command)) {
    if (!ownsObject(before, command, tools)) return notOwner(state, before, command);
    const barred = barStack(before.owner?.stack ?? null, context.actor) ?? staleRun(state, before, context);
    if (barred !== undefined) return barred;
  }
  const isCurrent = command.ifMatch === null || command.ifMatch === before.revision;
  // A repeated request whose first answer was lost: the wish is true already (RFC 9110 §13.1.1).
  const isTrue = () => changedProperties(before.settings, command.settings).length === 0;
  const isStored = isSecretStored(before.secretVersion, command.secret);
  if (isStored === "other" || (!isCurrent && !(isTrue() && isStored === "yes"))) {
    return revisionStale(state, before, command.ifMatch ?? before.revision, tools);
  }
  return undefined;
}
