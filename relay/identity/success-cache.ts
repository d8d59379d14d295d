import { createHmac, randomBytes } from "node:crypto";

export interface SuccessCacheOptions {
  /** Milliseconds that a success is remembered. */
  readonly lifetime: number;
  readonly maxEntries: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** What was proved: every part that must still be the same for the proof to count. */
export type Proof = readonly [account: string, version: string, password: string];

/** Remembers logins that were good. Failures are never in it. */
export interface SuccessCache<Value> {
  get(proof: Proof): Value | undefined;
  set(proof: Proof, value: Value): void;
}

/**
 * SMTP clients log in for every message, and argon2id is slow on purpose. Passwords are kept as HMAC under a key that
 * this process alone has, so that neither a dump of one entry nor the store tells them.
 */
export function createSuccessCache<Value>({ lifetime, maxEntries, clock }: SuccessCacheOptions): SuccessCache<Value> {
  const secret = randomBytes(32);
  const entries = new Map<string, { readonly until: number; readonly value: Value }>();
  const keyOf = (proof: Proof): string =>
    // JSON keeps the parts apart, whatever is in them.
    createHmac("sha256", secret).update(JSON.stringify(proof)).digest("base64");
  return {
    get(proof) {
      const key = keyOf(proof);
      const found = entries.get(key);
      if (found === undefined || found.until > clock()) return found?.value;
      entries.delete(key);
      return undefined;
    },
    set(proof, value) {
      const key = keyOf(proof);
      // The oldest goes first: an entry's place is its age, since use does not lengthen its life.
      entries.delete(key);
      if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string);
      entries.set(key, { until: clock() + lifetime, value });
    },
  };
}
