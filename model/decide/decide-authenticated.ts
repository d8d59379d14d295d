import type { CredentialsOutcome } from "./facts";
import { accountIdentity } from "./session-identity";
import type { SessionDecision, SessionPolicy } from "./session-policy";
import { sessionRights } from "./session-rights";
import { accept, reject, repliesFor } from "./verdicts";

const SUBMIT = "ms-Exch-SMTP-Submit";

/**
 * Judges the outcome of AUTH. Good credentials without Submit get the reply of bad ones, so that AUTH tells nobody
 * which passwords are right.
 * @param at Epoch milliseconds; left out: nothing has expired, and MAIL judges again.
 */
export function decideAuthenticated(session: SessionPolicy, outcome: CredentialsOutcome, at?: number): SessionDecision {
  const replies = repliesFor(session);
  if (outcome.outcome === "good") return authenticate(session, outcome, at);
  const { by } = session;
  return outcome.outcome === "bad"
    ? reject({ reason: "auth-failed", reply: replies.authFailed, by })
    : reject({ reason: "auth-unavailable", reply: replies.authUnavailable, by });
}

function authenticate(
  session: SessionPolicy,
  outcome: CredentialsOutcome & { outcome: "good" },
  at?: number,
): SessionDecision {
  const replies = repliesFor(session);
  const identity = accountIdentity(outcome);
  const { selection, client } = session;
  const rights = sessionRights({ selection, identity, client, ...(at === undefined ? {} : { at }) });
  const by = rights.granted.get(SUBMIT);
  if (by !== undefined) {
    return {
      ...accept({ reason: "accepted", reply: replies.authSucceeded, by }),
      policy: { ...session, identity, rights },
    };
  }
  const missing = rights.missing.get(SUBMIT);
  return missing?.reason === "range-released"
    ? reject({ reason: "range-released", reply: replies.configurationChanging, by: missing.by })
    : reject({ reason: "no-submit-right", reply: replies.authFailed, by: missing?.by ?? session.by });
}
