import type { ChangedBy } from "./write-result";

/** A run of a stack: the same id in every provider process of one `pulumi up`. */
export interface StackRun {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** What judging a write needs of the outside world, so that it stays a pure function. */
export interface WriteTools {
  /** A fresh GUID for a new object. */
  newId(): string;
  /** Lower-case hex SHA-256 of an ownership token. */
  hashToken(token: string): string;
  /** Compares two hashes in constant time. */
  sameHash(a: string, b: string): boolean;
  /** The newest run that has written for the command's stack; null when none has. */
  readonly latestRun: StackRun | null;
  /** Who changed the object since the revision that the command names; null when it is not stale. */
  readonly changedSince: ChangedBy | null;
}
