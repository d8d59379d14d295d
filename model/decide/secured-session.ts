import type { SnapshotUsers } from "../snapshot-users";
import { accountLogin } from "./account-login";
import type { ClientCertificate } from "./facts";
import { accountIdentity } from "./session-identity";
import type { SessionPolicy } from "./session-policy";
import { sessionRights } from "./session-rights";

export interface SecuredFacts {
  /** Null: the client showed none. */
  readonly clientCertificate: ClientCertificate | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Accounts as they are now. */
  readonly users: SnapshotUsers;
}

/**
 * What a session is once TLS is up: a certificate that stands for an account logs it in, as AUTH would. As with AUTH, an
 * account that may not submit here is not logged in: the client stays who it was.
 */
export function securedSession(session: SessionPolicy, { clientCertificate, users, at }: SecuredFacts): SessionPolicy {
  const secured = { ...session, clientCertificate };
  const user = clientCertificate?.isCurrent ? users.byCertificate(clientCertificate.fingerprint) : undefined;
  if (user === undefined || !user.enabled || session.identity.kind !== "anonymous") return secured;
  const identity = { ...accountIdentity(accountLogin(user)), authMechanism: "certificate" } as const;
  const rights = sessionRights({ selection: session.selection, identity, client: session.client, at });
  return rights.granted.has("ms-Exch-SMTP-Submit") ? { ...secured, identity, rights } : secured;
}
