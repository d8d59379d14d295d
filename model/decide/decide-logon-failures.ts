import type { Decision } from "../decision";
import type { SessionPolicy } from "./session-policy";
import { close, repliesFor } from "./verdicts";

/**
 * Judges the failed AUTH commands of a connection, the last one included: the one that reaches MaxLogonFailures is
 * answered with this decision instead of its own reply. 0 is no limit. Undefined: the reply stands.
 */
export function decideLogonFailures(session: SessionPolicy, failures: number): Decision | undefined {
  const limit = session.selection.connector.settings.maxLogonFailures;
  if (limit === 0 || failures < limit) return undefined;
  return close({ reason: "logon-failures", reply: repliesFor(session).tooManyErrors, by: session.by });
}
