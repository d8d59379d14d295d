import { createHash } from "node:crypto";
import { parseIpAddress } from "../../model";

export interface FailureThrottleOptions {
  /** Failed logins that one client network may collect for one name within the window. */
  readonly failures: number;
  /** Milliseconds. */
  readonly window: number;
  readonly maxEntries: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Who tries to log in, and as whom. */
export interface Attempt {
  /** Name as it came. */
  readonly username: string;
  /** Client address. */
  readonly client: string;
}

/** Slows down guessing of one account's password from one place. */
export interface FailureThrottle {
  isThrottled(attempt: Attempt): boolean;
  failed(attempt: Attempt): void;
}

/**
 * Counts failures by name and client network together. Guessing at a name from one network therefore locks nobody out who
 * comes from another one, and a wrong name costs a client nothing for its other names.
 */
export function createFailureThrottle(options: FailureThrottleOptions): FailureThrottle {
  const { failures, window, maxEntries, clock } = options;
  const counts = new Map<string, { readonly since: number; readonly count: number }>();
  const current = (key: string) => {
    const found = counts.get(key);
    return found !== undefined && clock() - found.since < window ? found : undefined;
  };
  return {
    isThrottled: (attempt) => (current(keyOf(attempt))?.count ?? 0) >= failures,
    failed(attempt) {
      const key = keyOf(attempt);
      const { since, count } = current(key) ?? { since: clock(), count: 0 };
      counts.delete(key);
      if (counts.size >= maxEntries) counts.delete(counts.keys().next().value as string);
      counts.set(key, { since, count: count + 1 });
    },
  };
}

function keyOf({ username, client }: Attempt): string {
  // A name that nobody has may be as long as a login: what is remembered of it must not be.
  const text = JSON.stringify([networkOf(client), username.toLowerCase()]);
  return createHash("sha256").update(text).digest("base64");
}

/** One customer has a whole IPv6 /64 (RFC 6177), so an address there is as good as the next one. */
function networkOf(client: string): string {
  const address = parseIpAddress(client);
  return address?.family === 6 ? `6:${BigInt(address.value) >> 64n}` : client;
}
