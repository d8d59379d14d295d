import type { AuditEntry, AuditedState } from "../audit/audit-entry";
import type { Kind } from "../settings";

/** What one object was at a revision, as far as it was written since. */
export interface RevertTarget {
  readonly kind: Kind;
  readonly id: string;
  /** As people called it then, or when it came. */
  readonly name: string;
  /** Null: it was not there. */
  readonly then: AuditedState | null;
  /** Epoch milliseconds of the first change since. */
  readonly firstChangedAt: number;
  /** Its password was removed since, by itself or with the object; it is kept nowhere. */
  readonly passwordLost: boolean;
  /** Password that it comes with, as argon2id hash; absent: it keeps what it has. */
  readonly password?: { readonly version: string; readonly hash: string };
}

/** Targets by the object's id. */
export type RevertTargets = ReadonlyMap<string, RevertTarget>;

/**
 * What entries of the audit, given in order from the first after the revision, say about the objects at that revision:
 * the first entry of an object holds in `before` what it was.
 */
export function collectTargets(known: RevertTargets, entries: readonly AuditEntry[]): RevertTargets {
  const targets = new Map(known);
  for (const { action, kind, objectId: id, name, before, secret, at } of entries) {
    if (action === "refused" || kind === null || id === null) continue;
    const target = targets.get(id) ?? { kind, id, name, then: before, firstChangedAt: at, passwordLost: false };
    targets.set(id, secret === "password removed" ? { ...target, passwordLost: true } : target);
  }
  return targets;
}
