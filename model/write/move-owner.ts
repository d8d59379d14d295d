import type { Owner } from "../stored-object";
import { describeObject } from "./object-name";
import { objectsOfKind } from "./object-collections";
import { findByOwner, isByHand } from "./ownership";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { UpdateCommand } from "./write-command";

/** Whom an update by the owner makes the owner. */
export interface OwnerMove {
  readonly owner: Owner | null;
  /** The object that had the new logical id, with the one that became free for it. */
  readonly displaced: ObjectRecord | null;
  readonly notices: readonly string[];
}

/**
 * Follows a rename of the resource or its stack: an object left under an old logical id would be taken over by the next
 * resource of that name. The command's token is proven already.
 */
export function moveOwner(state: RecordedState, before: ObjectRecord, command: UpdateCommand): OwnerMove {
  const { owner } = before;
  const { declaredAs } = command;
  const stays = { owner, displaced: null, notices: [] };
  if (owner === null || declaredAs === undefined || isByHand(command)) return stays;
  const { stack, logicalId } = declaredAs;
  const there = findByOwner(objectsOfKind(state, before.kind).values(), declaredAs);
  if (there?.id === before.id) return stays;
  const moves = { owner: { stack, logicalId }, displaced: null, notices: [] };
  if (there === undefined) return moves;
  // Within a stack no other resource can be declared under this name: that one is being renamed too (two may swap), is
  // about to be deleted, or is nobody's. Refusing or waiting would block a swap for good.
  if (owner.stack === stack) return { ...moves, displaced: { ...there, owner } };
  // In another stack it may be alive, and nothing proves that it is this writer's.
  return { ...stays, notices: [takenNotice(state, before, there)] };
}

function takenNotice(state: RecordedState, before: ObjectRecord, there: ObjectRecord): string {
  return (
    `${describeObject(state, before)} keeps this owner, because ${describeObject(state, there)} has the new one already. ` +
    `If no program declares that any more, delete it by hand: the next update moves the owner.`
  );
}
