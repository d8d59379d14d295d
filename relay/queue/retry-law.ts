import { type SendConnectorSettings, timeSpanSeconds } from "../../model";

/** How soon mail that was put off is tried again. Milliseconds. */
export interface RetryLaw {
  /** Wait after the first attempt; each further one waits twice as long. */
  readonly base: number;
  readonly longest: number;
}

// RFC 5321 §4.5.4.1 asks for 30 minutes at least in the long run; the first tries may be closer together.
const FIRST_WAIT = 60_000;

/** MessageRetryInterval of a send connector. */
export function retryLawOf({ messageRetryInterval }: Pick<SendConnectorSettings, "messageRetryInterval">): RetryLaw {
  const longest = timeSpanSeconds(messageRetryInterval) * 1_000;
  return { base: Math.min(FIRST_WAIT, longest), longest };
}

/**
 * When to try again after `attempts` attempts: doubling from `base` to `longest`, spread by a quarter to both sides so
 * that mail put off together does not come back together. `random` is in [0, 1).
 */
export function retryDelay(
  law: RetryLaw,
  { attempts, random }: { readonly attempts: number; readonly random: number },
): number {
  return spread(Math.min(law.base * 2 ** Math.min(Math.max(attempts - 1, 0), 30), law.longest), random);
}

/** A wait, a quarter shorter or longer. Whole milliseconds. */
export function spread(wait: number, random: number): number {
  return Math.round(wait * (0.75 + random / 2));
}
