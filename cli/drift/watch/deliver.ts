import { setTimeout as sleep } from "node:timers/promises";
import { signatureOf } from "./signature";

/** Where and how messages go. All times in milliseconds. */
export interface Delivery {
  readonly url: URL;
  /** Null: unsigned. */
  readonly secret: string | null;
  readonly program: string;
  readonly attempts: number;
  /** Limit of one attempt. */
  readonly timeout: number;
  /** First pause; it doubles with each attempt, and a random part of it is waited. */
  readonly firstPause: number;
  readonly longestPause: number;
}

export const DEFAULT_DELIVERY = { attempts: 5, timeout: 10_000, firstPause: 1_000, longestPause: 60_000 } as const;

export type Delivered = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Posts one message, again after faults that may pass; an answer that says no is final. Redirects are not followed: the
 * address was judged, where it points to was not. Never throws; after `signal` it gives up at once.
 * @param key The same for every attempt, so that a receiver can tell a repetition.
 */
export async function deliver(
  message: object,
  key: string,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Delivered> {
  const body = JSON.stringify(message);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await post(body, key, delivery, signal);
    if (outcome === "ok") return { ok: true };
    if (outcome.isFinal || attempt >= delivery.attempts || signal.aborted) return { ok: false, why: outcome.why };
    try {
      await sleep(pauseAfter(attempt, outcome.after, delivery), undefined, { signal });
    } catch {
      return { ok: false, why: outcome.why };
    }
  }
}

interface Fault {
  readonly why: string;
  readonly isFinal: boolean;
  /** Milliseconds that the receiver asks to wait. */
  readonly after: number;
}

// Too busy, too early, or broken for a moment; what else begins with 4 will not change by asking again.
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

async function post(body: string, key: string, delivery: Delivery, signal: AbortSignal): Promise<"ok" | Fault> {
  const { url, secret, program, timeout } = delivery;
  const signed = secret === null ? {} : { "relay-signature": signatureOf(body, secret, Date.now()) };
  const headers = { "content-type": "application/json", "user-agent": program, "idempotency-key": key, ...signed };
  try {
    const answer = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers,
      body,
      signal: AbortSignal.any([AbortSignal.timeout(timeout), signal]),
    });
    await answer.body?.cancel();
    if (answer.ok) return "ok";
    const asked = Number(answer.headers.get("retry-after")) * 1000;
    const isFinal = answer.status < 500 && !LATER.has(answer.status);
    return { why: `it answered ${answer.status}`, isFinal, after: Number.isFinite(asked) ? asked : 0 };
  } catch (error) {
    return { why: reasonOf(error, timeout), isFinal: false, after: 0 };
  }
}

// The error of undici names the address, which may hold a secret; its cause does not.
function reasonOf(error: unknown, timeout: number): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  if (name === "TimeoutError") return `it did not answer within ${timeout / 1000} s`;
  if (name === "AbortError") return "the watch ended";
  return cause?.code === undefined ? "it could not be reached" : `it could not be reached (${cause.code})`;
}

function pauseAfter(attempt: number, asked: number, { firstPause, longestPause }: Delivery): number {
  const full = Math.min(firstPause * 2 ** (attempt - 1), longestPause);
  const jittered = full / 2 + Math.random() * (full / 2);
  return Math.min(Math.max(jittered, asked), longestPause);
}
