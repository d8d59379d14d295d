import type { ChangedBy } from "./write-result";

/** What judging a write needs of the outside world, so that it stays a pure function. */
export interface WriteTools {
  /** A fresh GUID for a new object. */
  newId(): string;
  /** Lower-case hex SHA-256 of an ownership token. */
  hashToken(token: string): string;
  /** Compares two hashes in constant time. */
  sameHash(a: string, b: string): boolean;
  /** Who changed the object since the revision that the command names; null when it is not stale. */
  readonly changedSince: ChangedBy | null;
}
