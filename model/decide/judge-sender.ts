import { lowerAscii } from "../ascii-case";
import type { DecidedBy, DecisionReason } from "../decision";
import type { ExtendedRight } from "../extended-right";
import type { MailAddress } from "../mail-address";
import { isOwnDomain } from "../own-domain";
import type { AcceptedDomains } from "../snapshot";
import type { ConnectorScopes } from "../snapshot-connector";
import { namesDomain } from "./certificate-names";
import { areSendersWithin } from "./senders-within";
import type { SessionIdentity, SessionRights } from "./session-policy";

export interface SenderQuestion {
  readonly address: MailAddress;
  readonly identity: SessionIdentity;
  readonly rights: SessionRights;
  readonly acceptedDomains: readonly AcceptedDomains[];
  /** What the connector narrows senders to, whatever allows them. */
  readonly scopes: readonly ConnectorScopes[];
  /** When no right decides. */
  readonly by: DecidedBy;
}

export interface SenderVerdict {
  readonly outcome: "allowed" | "refused" | "refused-for-now";
  readonly reason: DecisionReason;
  readonly by: DecidedBy;
}

const OWN_SENDER: ExtendedRight = "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender";
const FOREIGN_SENDER: ExtendedRight = "ms-Exch-SMTP-Accept-Any-Sender";

/**
 * The sender check (exchange-model §3.4), the same for MAIL FROM and for every mailbox of From and Sender. Accept-Any-Sender
 * never covers our own domains. Where two revisions disagree on whose a domain is, both must allow the sender.
 */
export function judgeSender(question: SenderQuestion): SenderVerdict {
  const verdict = judgeByIdentity(question);
  const { scopes, address, by } = question;
  return verdict.outcome !== "allowed" || areSendersWithin(scopes, address)
    ? verdict
    : { outcome: "refused", reason: "only-senders", by };
}

function judgeByIdentity(question: SenderQuestion): SenderVerdict {
  const { address, identity, acceptedDomains, by } = question;
  if (isAllowedSender(identity, address)) return { outcome: "allowed", reason: "allowed-sender", by };
  const verdicts = acceptedDomains.map((domains) => judgeByRight(question, domains));
  const refusal = verdicts.find(({ outcome }) => outcome !== "allowed");
  if (refusal === undefined) return verdicts[0] as SenderVerdict;
  return isPartnerSender(identity, address) ? { outcome: "allowed", reason: "partner-sender", by } : refusal;
}

function judgeByRight({ address, rights, by }: SenderQuestion, domains: AcceptedDomains): SenderVerdict {
  // An address literal is nobody's domain.
  const isOwn = !address.isLiteral && isOwnDomain(domains, address.domain);
  const right = isOwn ? OWN_SENDER : FOREIGN_SENDER;
  const granted = rights.granted.get(right);
  if (granted !== undefined) {
    return { outcome: "allowed", reason: isOwn ? "own-domain-sender" : "foreign-sender", by: granted };
  }
  const missing = rights.missing.get(right);
  return missing?.reason === "range-released"
    ? { outcome: "refused-for-now", reason: "range-released", by: missing.by }
    : {
        outcome: "refused",
        reason: missing?.reason === "expired" ? "sender-right-expired" : "sender-not-allowed",
        by: missing?.by ?? { ...by, right },
      };
}

function isAllowedSender({ allowedSenders }: SessionIdentity, { text, domain }: MailAddress): boolean {
  return allowedSenders.size > 0 && (allowedSenders.has(lowerAscii(text)) || allowedSenders.has(domain));
}

/** The Partners preset has no sender right: its certificate says whom a partner sends for. */
function isPartnerSender({ partnerNames }: SessionIdentity, { domain, isLiteral }: MailAddress): boolean {
  return partnerNames !== undefined && !isLiteral && namesDomain(partnerNames, domain);
}
