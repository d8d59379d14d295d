import { reachesOthers } from "./authorise";
import { judgeBesideOthers } from "./judge-beside-others";
import { nextRecord } from "./make-record";
import { describeObject } from "./object-name";
import { findObject, objectsOfKind } from "./object-collections";
import { declaredIn, findByOwner, newOwnership } from "./ownership";
import { notFound } from "./object-problems";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { ClaimCommand } from "./write-command";
import type { WriteContext } from "./write-context";
import { type Planned, refuse } from "./write-plan";
import type { WriteProblem } from "./write-result";
import type { WriteTools } from "./write-tools";

/** Gives an object an owner and a fresh token; one of another stack only with an `admin` token. */
export function planClaim(
  state: RecordedState,
  command: ClaimCommand,
  context: WriteContext,
  tools: WriteTools,
): Planned {
  const { kind, id, owner } = command;
  const before = findObject(state, kind, id);
  if (before === undefined) return refuse(notFound(command));
  const barred =
    foreignOwner(state, before, command, context) ??
    logicalIdTaken(state, command) ??
    judgeBesideOthers(state, { kind, settings: before.settings, before, stack: owner.stack });
  if (barred !== undefined) return refuse(barred);
  const ownership = newOwnership({ claim: owner, settings: before.settings }, context, tools);
  const wish = {
    kind,
    id,
    settings: before.settings,
    owner: { stack: owner.stack, logicalId: owner.logicalId },
    ownership,
    secretVersion: before.secretVersion,
    declaredIn: declaredIn(context),
  };
  const after = nextRecord(before, wish, state.revision + 1, context);
  return { outcome: "write", plan: { action: "claim", before, after, removed: [], stack: owner.stack, notices: [] } };
}

function foreignOwner(
  state: RecordedState,
  before: ObjectRecord,
  { owner }: ClaimCommand,
  { actor }: WriteContext,
): WriteProblem | undefined {
  if (before.owner === null || before.owner.stack === owner.stack) return undefined;
  if (reachesOthers(actor)) return undefined;
  const detail = `${describeObject(state, before)} can be claimed for stack ${owner.stack} only with an admin token that is bound to no stack.`;
  return { code: "RELAY_NOT_OWNER", detail };
}

// An interrupted create finds its object by stack and logical id: there may be one only.
function logicalIdTaken(state: RecordedState, { kind, id, owner }: ClaimCommand): WriteProblem | undefined {
  const other = findByOwner(objectsOfKind(state, kind).values(), owner);
  if (other === undefined || other.id === id) return undefined;
  return {
    code: "RELAY_NAME_TAKEN",
    detail: `${describeObject(state, other)} has this logical id already: choose another.`,
  };
}
