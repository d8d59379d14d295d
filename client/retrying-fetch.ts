import { setTimeout as sleep } from "node:timers/promises";
import { type Dispatcher, fetch, type Request, type Response } from "undici";
import { ControlUnreachable } from "./control-problem";

/** How long and how often a request is tried. All times in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number;
  /** Limit of one attempt. */
  readonly timeout: number;
  /** First pause; it doubles with each attempt, and a random part of it is waited. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** Cancels everything, waiting included. */
  readonly signal?: AbortSignal | undefined;
}

export const DEFAULT_RETRIES: RetryPolicy = { attempts: 5, timeout: 30_000, firstPause: 200, longestPause: 5_000 };

// Only answers that say "later", never one that says "no".
const LATER: ReadonlySet<number> = new Set([429, 502, 503]);

/**
 * A fetch that repeats on network errors and on 429, 502 and 503. Repeating a write is safe: creates are idempotent
 * per stack and logical id, updates and deletes carry the revision they saw.
 * @throws ControlUnreachable when the last attempt failed without an answer
 */
export function retryingFetch(policy: RetryPolicy, dispatcher: Dispatcher): (request: Request) => Promise<Response> {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(request.clone(), policy, dispatcher);
      policy.signal?.throwIfAborted();
      if (attempt >= policy.attempts || isFinal(outcome)) return settle(outcome, request.url, attempt);
      await discard(outcome);
      await sleep(pauseAfter(attempt, outcome, policy), undefined, { signal: policy.signal });
    }
  };
}

type Outcome = { readonly response: Response } | { readonly error: unknown };

async function attemptOnce(request: Request, policy: RetryPolicy, dispatcher: Dispatcher): Promise<Outcome> {
  const limit = AbortSignal.timeout(policy.timeout);
  const signal = policy.signal === undefined ? limit : AbortSignal.any([limit, policy.signal]);
  try {
    return { response: await fetch(request, { signal, dispatcher }) };
  } catch (error) {
    return { error };
  }
}

function isFinal(outcome: Outcome): boolean {
  return "response" in outcome && !LATER.has(outcome.response.status);
}

function settle(outcome: Outcome, url: string, attempts: number): Response {
  if ("response" in outcome) return outcome.response;
  throw new ControlUnreachable(new URL(url).origin, attempts, outcome.error);
}

// An unread body keeps its connection busy.
async function discard(outcome: Outcome): Promise<void> {
  if ("response" in outcome) await outcome.response.body?.cancel();
}

function pauseAfter(attempt: number, outcome: Outcome, policy: RetryPolicy): number {
  const full = Math.min(policy.firstPause * 2 ** (attempt - 1), policy.longestPause);
  const jittered = full / 2 + Math.random() * (full / 2);
  const asked = "response" in outcome ? Number(outcome.response.headers.get("retry-after")) * 1000 : 0;
  return Math.min(Math.max(jittered, asked || 0), policy.longestPause);
}
