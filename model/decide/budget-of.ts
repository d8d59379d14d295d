import type { Decision, DecisionReason } from "../decision";

/** Which budget of the connection a reply spends. */
export type Budget = "protocol-errors" | "relay-refusals" | "none";

const RELAY_REFUSALS: ReadonlySet<DecisionReason> = new Set<DecisionReason>([
  "address-literal",
  "no-relay-right",
  "relay-right-denied",
  "relay-right-expired",
  "only-recipients",
  "wide-relay-withheld",
]);

/**
 * Which budget of the connection a decision spends. Protocol errors are 500 to 504 and 555 replies; refusals by policy
 * are none, so that a client with a wrong recipient list is not thrown out by MaxProtocolErrors.
 */
export function budgetOf({ action, reason, reply }: Decision): Budget {
  if (action !== "reject") return "none";
  if (RELAY_REFUSALS.has(reason)) return "relay-refusals";
  return isProtocolError(reply.code) ? "protocol-errors" : "none";
}

/** For replies that no decision made, too. */
export function isProtocolError(code: number): boolean {
  return (code >= 500 && code <= 504) || code === 555;
}
