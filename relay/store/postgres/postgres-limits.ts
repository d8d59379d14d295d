/** Milliseconds unless said otherwise. */
export interface PostgresLimits {
  /** Between two looks for what other hosts changed. Notifications only make it sooner. */
  readonly pollInterval: number;
  /** Until a connection is given up. */
  readonly connectTimeout: number;
  /** Of one statement, on both sides. */
  readonly statementTimeout: number;
  /** For other hosts' writes to end. */
  readonly lockTimeout: number;
  /** After which the database ends the transaction of a host that says nothing: others wait for it. */
  readonly idleTimeout: number;
  /** Spent on finding out whether a write was committed when the answer got lost. */
  readonly doubtTimeout: number;
  /** That a start waits for the database. */
  readonly startPatience: number;
  /** Whether other hosts are told of changes at once. */
  readonly notify: "on" | "off";
}

export const DEFAULT_POSTGRES_LIMITS: PostgresLimits = {
  pollInterval: 1_000,
  connectTimeout: 5_000,
  statementTimeout: 10_000,
  lockTimeout: 5_000,
  idleTimeout: 15_000,
  doubtTimeout: 5_000,
  startPatience: 30_000,
  notify: "on",
};
