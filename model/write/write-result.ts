import type { ErrorCode } from "../error-catalogue";
import type { Failure } from "../failure";
import type { Kind } from "../settings";
import type { Release } from "../stored-object";
import type { ObjectRecord } from "./recorded-object";

/** Who changed an object since a client read it. */
export interface ChangedBy {
  /** Name of the token, with the stack it wrote for if any. */
  readonly actor: string;
  /** RFC 3339, of the last change. */
  readonly at: string;
  readonly action: string;
  /** Every property that differs since. */
  readonly properties: readonly string[];
}

/** Why a write was refused; nothing was changed. */
export interface WriteProblem {
  readonly code: ErrorCode;
  /** Whole sentences that name the objects and values. */
  readonly detail: string;
  readonly property?: string;
  readonly failures?: readonly Failure[];
  readonly changedBy?: ChangedBy;
}

/** The difference between two states, small enough to send between threads. */
export interface ConfigChanges {
  /** Host revision after the write; the one before when nothing that is enforced changed. */
  readonly revision: number;
  readonly put: readonly ObjectRecord[];
  readonly removed: readonly { readonly kind: Kind; readonly id: string }[];
  /** All releases after the write; null when they stay as they are. */
  readonly releases: readonly Release[] | null;
}

export interface AcceptedWrite {
  readonly ok: true;
  /** The object after the write; after a delete, as it was last. */
  readonly object: ObjectRecord;
  /** Host revision after the write. */
  readonly revision: number;
  /** False: it was so already (only token and run of the owner may be new). */
  readonly changed: boolean;
  /** Things worth telling the user: takeovers, adoptions, relay withheld. */
  readonly notices: readonly string[];
  /** Only after a delete: whether it is gone. False comes with `reason`. */
  readonly deleted?: boolean;
  readonly reason?: string;
  readonly changes: ConfigChanges;
}

export interface RefusedWrite {
  readonly ok: false;
  readonly problem: WriteProblem;
}

export type WriteResult = AcceptedWrite | RefusedWrite;
