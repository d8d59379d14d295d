import type { Selection, Snapshot } from "../snapshot";
import { intersectRights } from "./intersect-rights";
import { selectAt } from "./select-at";
import type { SnapshotConnector } from "../snapshot-connector";
import { ANONYMOUS, connectIdentity, identityNow, identityOn } from "./session-identity";
import type { SessionIdentity, SessionPolicy, SessionRights } from "./session-policy";
import { sessionRights } from "./session-rights";

/** How a session stands in the current revision. */
export interface CurrentStanding {
  readonly rights: SessionRights;
  /** Its connector as it is now. */
  readonly connector: SnapshotConnector;
  /** The session as its next transaction has it: without what its account has lost since, its name included. */
  readonly session: SessionPolicy;
}

export interface CurrentStandingQuestion {
  readonly session: SessionPolicy;
  readonly current: Snapshot;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * What a session may do now: the rights that it began with and those it would get today, both. Undefined when it would
 * get another connector or none, or when the move is over that its connector only bridged: it has to connect again.
 */
export function currentStanding({ session, current, at }: CurrentStandingQuestion): CurrentStanding | undefined {
  const { selection, local, client } = session;
  const standOn = (now: Selection): CurrentStanding => {
    const { connector } = now;
    const known = isShownCertificateKnown(session, current) ? identityNow(current.users, session.identity) : undefined;
    const identity = known ?? connectIdentity(connector);
    const rights = intersectRights(session.rights, sessionRights({ selection: now, identity, client, at }));
    return { rights, connector, session: asToday(session, identityOn(connector, identity)) };
  };
  if (current === session.snapshot && selection.held === null) return standOn(selection);
  const now = selectAt(current, { local, client, at });
  if (now === undefined || now.connector.id !== selection.connector.id) return undefined;
  if (selection.held !== null && now.held === null) return undefined;
  return standOn(now);
}

/** A certificate that was taken from its account logs nobody in any more. */
function isShownCertificateKnown({ identity, clientCertificate }: SessionPolicy, { users }: Snapshot): boolean {
  if (identity.kind !== "authenticated" || identity.authMechanism !== "certificate") return true;
  return clientCertificate !== null && users.byCertificate(clientCertificate.fingerprint)?.id === identity.userId;
}

/** Who a session no longer is, its mail does not come from, and its rate is not counted for. */
function asToday(session: SessionPolicy, today: SessionIdentity): SessionPolicy {
  const { identity } = session;
  if (identity.kind === "anonymous" || identity.kind === today.kind) return withSendersOf(session, today);
  const before = connectIdentity(session.selection.connector);
  // Who it would be by connecting now is nobody that it was not all along: a grant waits for the next connection.
  return { ...session, identity: before.kind === today.kind ? today : ANONYMOUS };
}

function withSendersOf(session: SessionPolicy, now: SessionIdentity): SessionPolicy {
  const { identity } = session;
  if (identity.allowedSenders === now.allowedSenders) return session;
  const allowedSenders = new Set([...identity.allowedSenders].filter((sender) => now.allowedSenders.has(sender)));
  return allowedSenders.size === identity.allowedSenders.size
    ? session
    : { ...session, identity: { ...identity, allowedSenders } };
}
