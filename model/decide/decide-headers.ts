import { headerMailboxes } from "../header-sender";
import type { HeaderFacts, HeaderField } from "./facts";
import { mayKeepHeader } from "./header-firewall";
import { countLocalHops } from "./local-hops";
import { judgeSender } from "./judge-sender";
import type { HeaderDecision } from "./results";
import type { TransactionPolicy } from "./session-policy";
import { accept, reject, repliesFor, type Verdict } from "./verdicts";

/**
 * Judges the header block: size, hop count, then every mailbox of From and Sender by the sender check; and says which
 * fields the header firewall takes out. Hops are counted before, since the firewall takes `Received` away.
 */
export function decideHeaders(transaction: TransactionPolicy, facts: HeaderFacts): HeaderDecision {
  const refusal =
    refuseHeaderSize(transaction, facts) ?? refuseHops(transaction, facts) ?? refuseAuthors(transaction, facts);
  if (refusal !== undefined) return { ...reject(refusal), stripped: [] };
  const { session } = transaction;
  const verdict = accept({ reason: "accepted", reply: repliesFor(session).ok, by: session.by });
  return { ...verdict, stripped: strippedFields(transaction, facts) };
}

function refuseHeaderSize({ session, maxHeaderSize }: TransactionPolicy, { size }: HeaderFacts): Verdict | undefined {
  if (size <= maxHeaderSize) return undefined;
  return { reason: "header-size", reply: repliesFor(session).headerTooLarge, by: session.by };
}

function refuseHops({ session }: TransactionPolicy, { fields }: HeaderFacts): Verdict | undefined {
  const hops = fields.filter(({ name }) => name.toLowerCase() === "received").length;
  const { maxHopCount, maxLocalHopCount } = session.selection.connector.settings;
  const refused = { reply: repliesFor(session).hopCountExceeded, by: session.by };
  if (hops > maxHopCount) return { reason: "hop-count", ...refused };
  // As many local hops need as many hops: most messages are not searched for names.
  const isLooping =
    maxLocalHopCount > 0 && hops > maxLocalHopCount && countLocalHops(session, fields) > maxLocalHopCount;
  return isLooping ? { reason: "local-hop-count", ...refused } : undefined;
}

function refuseAuthors(transaction: TransactionPolicy, { fields }: HeaderFacts): Verdict | undefined {
  for (const field of fields) {
    const refusal = isAuthorField(field) ? refuseAuthor(transaction, field) : undefined;
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function isAuthorField({ name }: HeaderField): boolean {
  const folded = name.toLowerCase();
  return folded === "from" || folded === "sender";
}

function refuseAuthor(transaction: TransactionPolicy, { value }: HeaderField): Verdict | undefined {
  const { session, rights, acceptedDomains, scopes } = transaction;
  const { identity, by } = session;
  const replies = repliesFor(session);
  for (const { address } of headerMailboxes(value, transaction.smtpUtf8 ? "utf-8" : "ascii")) {
    if (address === null) return { reason: "header-sender-not-allowed", reply: replies.headerSenderDenied, by };
    const verdict = judgeSender({ address, identity, rights, acceptedDomains, scopes, by });
    if (verdict.outcome === "refused-for-now") return { ...verdict, reply: replies.configurationChanging };
    if (verdict.outcome === "refused") {
      return { reason: "header-sender-not-allowed", reply: replies.headerSenderDenied, by: verdict.by };
    }
  }
  return undefined;
}

function strippedFields({ rights }: TransactionPolicy, { fields }: HeaderFacts): readonly number[] {
  const stripped: number[] = [];
  fields.forEach(({ name }, index) => {
    if (!mayKeepHeader(rights, name)) stripped.push(index);
  });
  return stripped;
}
