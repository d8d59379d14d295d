/** What a client that behaves says at its end. */
export interface GoodTally {
  /** Milliseconds from connecting to the 250, of each message. */
  readonly times: readonly number[];
  /** Messages that were not taken, by reply code or fault. */
  readonly failures: Readonly<Record<string, number>>;
}
