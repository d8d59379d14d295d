import type { Failure } from "./failure";
import { failure } from "./fields/outcome";
import { instantTime, parseInstant } from "./instant";

/**
 * A failure when settings get an expiry that has passed already: such an object would grant nothing from the start.
 * One that is there already stays as it is. @param now Epoch milliseconds.
 */
export function expiryFailure(settings: object, before: object, now: number): Failure | undefined {
  const [expiresAt, was] = [readExpiry(settings), readExpiry(before)];
  // In a preview it may be unknown.
  if (expiresAt === was || !parseInstant(expiresAt, "").ok || instantTime(String(expiresAt)) > now) return undefined;
  const complaint = `is ${String(expiresAt)}, which has passed: write a time to come, or take the object away.`;
  return failure("RELAY_EXPIRY_PAST", "expiresAt", complaint);
}

function readExpiry(settings: object): unknown {
  return (settings as { readonly expiresAt?: unknown }).expiresAt ?? null;
}
