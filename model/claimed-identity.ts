import { accountLogin } from "./decide/account-login";
import type { ClientCertificate, CredentialsOutcome } from "./decide/facts";
import type { ProbeIdentity } from "./impact/relay-probe";
import type { SnapshotUsers } from "./snapshot-users";

// No RelayUser's name holds a backslash, so nobody is meant by accident.
export const DIRECTORY_ACCOUNT = "\\directory account";

/** What comes of the password of a client that says who it is: it is taken to be right. Undefined: it shows none. */
export function claimedCredentials(users: SnapshotUsers, identity: ProbeIdentity): CredentialsOutcome | undefined {
  if (identity.kind === "directory-account") return directoryLogin(users, identity.group);
  if (identity.kind !== "account" || identity.by !== "password") return undefined;
  const user = users.byName(identity.username);
  return user?.enabled ? accountLogin(user) : { outcome: "bad" };
}

/** Accounts of a directory are in nobody's configuration, so any of them may be in any group that there is. */
function directoryLogin(users: SnapshotUsers, group: string | null): CredentialsOutcome {
  const known = group === null ? undefined : users.groupNamed(group);
  const groups = known === undefined ? [] : [known];
  return { outcome: "good", account: DIRECTORY_ACCOUNT, groups, allowedSenders: new Set() };
}

/** The certificate that such a client shows in its handshake, taken for a current one; null: none. */
export function claimedCertificate(users: SnapshotUsers, identity: ProbeIdentity): ClientCertificate | null {
  if (identity.kind === "partner") {
    return { fingerprint: "", names: [identity.domain], isCurrent: true, isTrusted: true };
  }
  if (identity.kind !== "account" || identity.by !== "certificate") return null;
  const fingerprint = users.certificateOf(identity.username);
  return fingerprint === undefined ? null : { fingerprint, names: [], isCurrent: true, isTrusted: false };
}
