import { isNamedKind, NAME_PROPERTY } from "../name-property";
import type { Kind, SettingsOf } from "../settings";
import { type Clash, findClashes } from "./clash";
import { describeObject } from "./object-name";
import { isOfKind } from "./object-collections";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";

/** Settings that ask for a place, and what the writer may do about who is there. */
export interface PlaceWish<K extends Kind = Kind> {
  readonly kind: K;
  readonly settings: SettingsOf[K];
  /** The object that is to hold the settings; null for a new one. */
  readonly exceptId: string | null;
  /** Null: by hand. */
  readonly stack: string | null;
  /** What the writer may take over beyond its own stack's objects. */
  readonly adopts: "nothing" | "unowned" | "anything";
}

/** Objects that the writer takes over, or the reason why the place is not free. */
export type PlaceVerdict =
  | { readonly ok: true; readonly adopted: readonly ObjectRecord[] }
  | { readonly ok: false; readonly problem: WriteProblem };

/**
 * Judges everybody in the wished place. The same stack's objects stay (Pulumi creates before it deletes; the newer one
 * counts). An unmanaged entry on the stack's own connector is taken over: it is what the program declares.
 */
export function settleClashes<K extends Kind>(state: RecordedState, wish: PlaceWish<K>): PlaceVerdict {
  const adopted: ObjectRecord[] = [];
  for (const clash of findClashes(state, wish)) {
    const verdict = judgeClash(state, clash, wish);
    if (verdict === "refuse") return { ok: false, problem: placeTaken(state, clash, wish) };
    if (verdict === "adopt") adopted.push(clash.object);
  }
  return { ok: true, adopted };
}

function judgeClash(state: RecordedState, { object, extent }: Clash, wish: PlaceWish): "leave" | "adopt" | "refuse" {
  if (wish.stack === null) return "refuse";
  if (object.owner?.stack === wish.stack) return "leave";
  if (object.owner !== null) return extent === "whole" && wish.adopts === "anything" ? "adopt" : "refuse";
  // An unmanaged entry that shares only some rights is its own drift: revoked by id, with its connector.
  if (extent === "part") return "leave";
  return wish.adopts !== "nothing" || isOnOwnConnector(state, object, wish.stack) ? "adopt" : "refuse";
}

function isOnOwnConnector(state: RecordedState, object: ObjectRecord, stack: string): boolean {
  if (!isOfKind(object, "ConnectorPermission")) return false;
  return state.receiveConnectors.get(object.settings.connector)?.owner?.stack === stack;
}

function placeTaken(state: RecordedState, { object, extent }: Clash, { kind, stack }: PlaceWish): WriteProblem {
  const there = describeObject(state, object);
  if (extent === "part") {
    const detail = `${there} already holds some of these rights. Declare each right of a principal once.`;
    return { code: "RELAY_DUPLICATE_PERMISSION", property: "extendedRights", detail };
  }
  const remedy =
    stack === null
      ? "Change that object instead, or choose another place."
      : object.owner === null
        ? "Set adoptExisting to take it over."
        : "Its stack must give it up first, or an admin token take it over with adoptExisting.";
  return {
    code: "RELAY_NAME_TAKEN",
    property: isNamedKind(kind) ? NAME_PROPERTY[kind] : "principal",
    detail: `${there} is already there. ${remedy}`,
  };
}
