/** Exit codes of relayctl, the same for every command. */
export const EXIT = {
  /** Done, or nothing found. */
  ok: 0,
  /** Drift, new access, an expectation not met. */
  found: 1,
  /** Wrong usage or bad input. */
  usage: 2,
  /** The host cannot be reached or refused the call. */
  host: 3,
} as const;
