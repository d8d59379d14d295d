import type { Decision } from "../decision";
import type { SessionPolicy } from "./session-policy";
import { close, repliesFor } from "./verdicts";

/**
 * Judges the protocol errors of a connection, the last one included: the first beyond MaxProtocolErrors is answered with
 * this decision instead of its own reply. Undefined: the reply stands.
 */
export function decideProtocolErrors(session: SessionPolicy, protocolErrors: number): Decision | undefined {
  const limit = session.selection.connector.settings.maxProtocolErrors;
  if (limit === "unlimited" || protocolErrors <= limit) return undefined;
  return close({ reason: "protocol-errors", reply: repliesFor(session).tooManyErrors, by: session.by });
}
