import type { ObjectRecord } from "./recorded-object";
import type { WriteProblem } from "./write-result";

/** What an accepted write did to one object, for the audit. */
export type WriteAction = "create" | "adopt" | "take-over" | "update" | "delete" | "claim";

/** What a command comes to, before its consequences for other objects are known. */
export interface WritePlan {
  readonly action: WriteAction;
  readonly before: ObjectRecord | null;
  /** Null: deleted. */
  readonly after: ObjectRecord | null;
  /** Objects that go with it: absorbed, revoked, or entries of a deleted connector. */
  readonly removed: readonly ObjectRecord[];
  /** Object that only gets another logical id, because this one gets its own; absent: none. */
  readonly displaced?: ObjectRecord | null;
  /** Null: by hand. */
  readonly stack: string | null;
  readonly notices: readonly string[];
}

/** A late delete that deletes nothing is no refusal. */
export type Planned =
  | { readonly outcome: "write"; readonly plan: WritePlan }
  | { readonly outcome: "leave"; readonly object: ObjectRecord; readonly reason: string }
  | { readonly outcome: "refuse"; readonly problem: WriteProblem };

export function refuse(problem: WriteProblem): Planned {
  return { outcome: "refuse", problem };
}
