import type { SnapshotUser } from "../snapshot-users";
import type { CredentialsOutcome } from "./facts";

/** Good credentials. */
export type AccountLogin = CredentialsOutcome & { readonly outcome: "good" };

/** The login of an account that proved itself, by password or certificate. */
export function accountLogin({ id, username, groups, allowedSenders }: SnapshotUser): AccountLogin {
  // Senders compare without case.
  const senders = new Set(allowedSenders.map((sender) => sender.toLowerCase()));
  return { outcome: "good", account: username, userId: id, groups, allowedSenders: senders };
}
