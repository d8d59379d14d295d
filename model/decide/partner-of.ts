import type { MailAddress } from "../mail-address";
import type { Snapshot } from "../snapshot";
import type { SnapshotConnector } from "../snapshot-connector";
import { namesDomain } from "./certificate-names";
import { partnerIdentity } from "./session-identity";
import type { SessionPolicy } from "./session-policy";
import { sessionRights } from "./session-rights";
import { repliesFor, type Verdict } from "./verdicts";

export interface PartnerQuestion {
  readonly session: SessionPolicy;
  /** Snapshot in force. */
  readonly current: Snapshot;
  /** The session's connector as it is now. */
  readonly connector: SnapshotConnector;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Null for `<>`. */
  readonly sender: MailAddress | null;
}

export type PartnerAnswer =
  /** The sender's domain is nobody's that needs a certificate here. */
  | { readonly outcome: "no-partner" }
  /** The session as it is for this transaction. */
  | { readonly outcome: "partner"; readonly session: SessionPolicy }
  | { readonly outcome: "refused"; readonly verdict: Verdict };

/**
 * Whether a transaction is a partner's (Domain Secure, exchange-model §3.1 item 4): on a connector with DomainSecureEnabled a
 * sender of a domain in TLSReceiveDomainSecureList must come with a certificate that is valid and names the domain, and
 * is then Partner Servers, whoever the session is otherwise. Where two revisions disagree, the stricter one holds.
 */
export function partnerOf(question: PartnerQuestion): PartnerAnswer {
  const { session, sender, at } = question;
  if (sender === null || !isSecured(question, sender)) return { outcome: "no-partner" };
  const { clientCertificate: certificate, selection, client, by } = session;
  const replies = repliesFor(session);
  if (certificate === null) {
    const reply = replies.clientCertificateRequired;
    return { outcome: "refused", verdict: { reason: "client-certificate-required", reply, by } };
  }
  const { names, isCurrent, isTrusted } = certificate;
  if (!isCurrent || !isTrusted || !namesDomain(names, sender.domain)) {
    const reply = replies.clientCertificateRefused;
    return { outcome: "refused", verdict: { reason: "client-certificate-refused", reply, by } };
  }
  const identity = partnerIdentity(names);
  return {
    outcome: "partner",
    session: { ...session, identity, rights: sessionRights({ selection, identity, client, at }) },
  };
}

function isSecured({ session, current, connector }: PartnerQuestion, { domain, isLiteral }: MailAddress): boolean {
  const { selection, snapshot } = session;
  const isOn = connector.settings.domainSecureEnabled || selection.connector.settings.domainSecureEnabled;
  if (!isOn || isLiteral) return false;
  return [snapshot, current].some(({ transport }) => transport.tlsReceiveDomainSecureList.includes(domain));
}
