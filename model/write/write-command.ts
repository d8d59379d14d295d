import type { Kind, SettingsOf } from "../settings";
import type { Owner } from "../stored-object";
import type { PreparedSecret } from "./prepared-secret";

/** Who declares an object, with the token that proves it from now on. */
export interface OwnerClaim extends Owner {
  /** Plain token; the host keeps its SHA-256 only. */
  readonly token: string;
}

/** An unmanaged entry that an update of its connector takes away. */
export interface EntryRevocation {
  readonly id: string;
  /** Revision as read; another one is refused. */
  readonly revision: number;
}

/** Idempotent per (kind, stack, logical id): an interrupted create is finished, never doubled. */
export interface CreateCommand<K extends Kind = Kind> {
  readonly action: "create";
  readonly kind: K;
  readonly settings: SettingsOf[K];
  /** Null: made by hand, outside every program. */
  readonly owner: OwnerClaim | null;
  /** Takes over an object in the way: one that nobody declares, or with an `admin` token one of another stack. */
  readonly adoptExisting: boolean;
  /** What becomes of the object's password; absent: an object that is taken over keeps the one it has. */
  readonly secret?: PreparedSecret;
}

export interface UpdateCommand<K extends Kind = Kind> {
  readonly action: "update";
  readonly kind: K;
  readonly id: string;
  readonly settings: SettingsOf[K];
  /** Revision as read; null: whatever it is. */
  readonly ifMatch: number | null;
  /** With `stack`, as state has them: writes as the owner. Both null: an edit by hand. */
  readonly ownerToken: string | null;
  readonly stack: string | null;
  /** Who the owner declares the object to be, when its resource or stack was renamed; absent: as it is. */
  readonly declaredAs?: Owner;
  /** Receive connectors only: unmanaged entries that go in the same transaction. */
  readonly revokeEntries: readonly EntryRevocation[];
  /** What becomes of the object's password; absent: it stays. */
  readonly secret?: PreparedSecret;
}

export interface DeleteCommand<K extends Kind = Kind> {
  readonly action: "delete";
  readonly kind: K;
  readonly id: string;
  readonly ifMatch: number | null;
  readonly ownerToken: string | null;
  readonly stack: string | null;
}

/** Gives an existing object an owner, for `relayctl export --format pulumi`. */
export interface ClaimCommand<K extends Kind = Kind> {
  readonly action: "claim";
  readonly kind: K;
  readonly id: string;
  readonly owner: OwnerClaim;
}

/** One write, settings already settled (`settle`). */
export type WriteCommand = {
  [K in Kind]: CreateCommand<K> | UpdateCommand<K> | DeleteCommand<K> | ClaimCommand<K>;
}[Kind];
