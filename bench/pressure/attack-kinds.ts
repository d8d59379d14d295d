/** What attackers do at once on many connections; each is one entry of the table in attackers.ts. */
export type AttackKind =
  | "slow-senders"
  | "byte-by-byte"
  | "endless-headers"
  | "slow-readers"
  | "half-open"
  | "connections"
  | "recipients"
  | "logins";

/** What the program of the attackers is told, as JSON in its first argument. */
export interface AttackOrder {
  readonly kind: AttackKind;
  readonly port: number;
  readonly connections: number;
  /** Bytes a second of each connection, where it is slow. */
  readonly rate: number;
}

/** What it says at its end. */
export interface AttackTally {
  readonly opened: number;
  /** Replies by their first digits: `250`, `421`, `550`. */
  readonly replies: Readonly<Record<string, number>>;
  /** Bytes that were sent. */
  readonly sent: number;
  /** Connections that the host ended, or that never came about. */
  readonly closed: number;
}
