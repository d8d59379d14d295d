import { rateSources } from "../decide/rate-sources";
import type { TransactionPolicy } from "../decide/session-policy";
import type { ExtendedRight } from "../extended-right";
import type { AcceptedDomainType } from "../settings";
import type { RelayEffects } from "./relay-answer";
import type { ProbeSession } from "./relay-probe";

const TRUSTED_HEADERS: readonly (readonly [RelayEffects["trustedHeaders"][number], ExtendedRight])[] = [
  ["forest", "ms-Exch-Accept-Headers-Forest"],
  ["organization", "ms-Exch-Accept-Headers-Organization"],
  ["routing", "ms-Exch-Accept-Headers-Routing"],
];

/** What accepted mail of a transaction is worth. */
export function relayEffects(
  transaction: TransactionPolicy,
  { session, acceptedAs }: { readonly session: ProbeSession; readonly acceptedAs: AcceptedDomainType | null },
): RelayEffects {
  const { rights, maxMessageSize, authAs, session: policy } = transaction;
  const { settings } = policy.selection.connector;
  const has = (right: ExtendedRight) => rights.granted.has(right);
  return {
    antiSpamBypassed: has("ms-Exch-Bypass-Anti-Spam"),
    maxMessageSize,
    authAs,
    authenticationFlagAccepted: has("ms-Exch-SMTP-Accept-Authentication-Flag"),
    trustedHeaders: TRUSTED_HEADERS.filter(([, right]) => has(right)).map(([name]) => name),
    maxRecipientsPerMessage: settings.maxRecipientsPerMessage,
    messageRateLimit: rateSources(policy, settings).length === 0 ? "unlimited" : settings.messageRateLimit,
    acceptedAs,
    passwordInClear: !session.tls && policy.identity.kind === "authenticated",
  };
}
