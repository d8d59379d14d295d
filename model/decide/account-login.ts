import type { SnapshotUser } from "../snapshot-users";
import type { CredentialsOutcome } from "./facts";

/** Good credentials. */
export type AccountLogin = CredentialsOutcome & { readonly outcome: "good" };

/** The login of an account that proved itself, by password or certificate. */
export function accountLogin({ id, username, groups, allowedSenders }: SnapshotUser): AccountLogin {
  return { outcome: "good", account: username, userId: id, groups, allowedSenders };
}
