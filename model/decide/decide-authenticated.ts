import type { CredentialsOutcome } from "./facts";
import { accountIdentity } from "./session-identity";
import type { SessionDecision, SessionPolicy } from "./session-policy";
import { sessionRights } from "./session-rights";
import { accept, reject, repliesFor } from "./verdicts";

const SUBMIT = "ms-Exch-SMTP-Submit";

/**
 * Judges the outcome of AUTH. Good credentials without Submit get the reply of bad ones, so that AUTH tells nobody
 * which passwords are right.
 */
export function decideAuthenticated(session: SessionPolicy, outcome: CredentialsOutcome): SessionDecision {
  const replies = repliesFor(session);
  if (outcome.outcome === "good") return authenticate(session, outcome);
  const reply = outcome.outcome === "bad" ? replies.authFailed : replies.authUnavailable;
  return reject({ reason: "auth-failed", reply, by: session.by });
}

function authenticate(session: SessionPolicy, outcome: CredentialsOutcome & { outcome: "good" }): SessionDecision {
  const replies = repliesFor(session);
  const identity = accountIdentity(outcome);
  const rights = sessionRights({ selection: session.selection, identity, client: session.client });
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
