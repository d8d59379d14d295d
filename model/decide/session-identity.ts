import { ANONYMOUS_LOGON, AUTHENTICATED_USERS, EXTERNALLY_SECURED_SERVERS, PARTNER_SERVERS } from "../principal";
import type { SnapshotConnector } from "../snapshot-connector";
import type { SnapshotUsers } from "../snapshot-users";
import { accountLogin } from "./account-login";
import type { CredentialsOutcome } from "./facts";
import type { SessionIdentity } from "./session-policy";

const NOBODY_ELSE: ReadonlySet<string> = new Set();

/** Nobody in particular. */
export const ANONYMOUS: SessionIdentity = {
  name: ANONYMOUS_LOGON,
  principals: [ANONYMOUS_LOGON],
  kind: "anonymous",
  authAs: "Anonymous",
  authMechanism: "none",
  allowedSenders: NOBODY_ELSE,
};

const EXTERNALLY_SECURED: SessionIdentity = {
  name: EXTERNALLY_SECURED_SERVERS,
  principals: [EXTERNALLY_SECURED_SERVERS],
  kind: "externally-secured",
  authAs: "Internal",
  authMechanism: "externally-secured",
  allowedSenders: NOBODY_ELSE,
};

/** Who a client is before it authenticates (exchange-model: AuthMechanism ExternalAuthoritative needs no challenge). */
export function connectIdentity(connector: SnapshotConnector): SessionIdentity {
  return connector.externallySecured ? EXTERNALLY_SECURED : ANONYMOUS;
}

/** Who an account is: itself, its groups, Authenticated Users; anonymous no longer. */
export function accountIdentity(outcome: CredentialsOutcome & { readonly outcome: "good" }): SessionIdentity {
  return {
    name: outcome.account,
    principals: [AUTHENTICATED_USERS, outcome.account, ...outcome.groups],
    kind: "authenticated",
    authAs: "Internal",
    authMechanism: "basic",
    allowedSenders: outcome.allowedSenders,
    ...(outcome.userId === undefined ? {} : { userId: outcome.userId }),
  };
}

/**
 * Who a session is by today's accounts: an account that was disabled, renamed or taken away is one no longer, and its
 * groups and senders are today's. An account of the directory ends where a RelayUser takes its name.
 */
export function identityNow(users: SnapshotUsers, identity: SessionIdentity): SessionIdentity | undefined {
  if (identity.kind !== "authenticated") return identity;
  const user = users.byName(identity.name);
  if (identity.userId === undefined) return user === undefined ? identity : undefined;
  if (user === undefined || user.id !== identity.userId || !user.enabled) return undefined;
  return { ...accountIdentity(accountLogin(user)), authMechanism: identity.authMechanism };
}

/** Who a domain-secure client is (exchange-model §3.1 item 4). */
export function partnerIdentity(partnerNames: readonly string[]): SessionIdentity {
  return {
    name: PARTNER_SERVERS,
    principals: [PARTNER_SERVERS],
    kind: "partner",
    authAs: "Partner",
    authMechanism: "certificate",
    allowedSenders: NOBODY_ELSE,
    partnerNames,
  };
}

/**
 * Who a session is on another revision of its connector, or on the one that takes over: an account where accounts may
 * still log in, a partner everywhere, else whoever a client is there before it logs in.
 */
export function identityOn(connector: SnapshotConnector, identity: SessionIdentity): SessionIdentity {
  if (identity.kind === "partner") return identity;
  const isAccount = identity.kind === "authenticated" && mayLogIn(connector, identity);
  return isAccount ? identity : connectIdentity(connector);
}

function mayLogIn({ offersAuth, offersStartTls }: SnapshotConnector, { authMechanism }: SessionIdentity): boolean {
  return authMechanism === "certificate" ? offersStartTls : offersAuth !== "never";
}
