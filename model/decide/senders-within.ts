import type { MailAddress } from "../mail-address";
import type { ConnectorScopes } from "../snapshot-connector";

/** Whether onlySenders, of every revision that counts, lets a sender be one. @param sender Null for `<>`. */
export function areSendersWithin(scopes: readonly ConnectorScopes[], sender: MailAddress | null): boolean {
  return scopes.every(({ senders }) => senders === null || senders.includes(sender));
}
