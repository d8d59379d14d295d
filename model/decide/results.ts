import type { Decision } from "../decision";
import type { RecipientDsn } from "../dsn-parameters";
import type { TransactionPolicy } from "./session-policy";

/** Accepted EHLO also says which keywords to show after the greeting line, in order; none for HELO. */
export type EhloDecision = Decision & { readonly extensions: readonly string[] };

/** Accepted MAIL opens a transaction. */
export type MailDecision = Decision & { readonly transaction?: TransactionPolicy };

/** Accepted RCPT says the envelope address to store: domain in lower case, `<postmaster>` resolved; and what NOTIFY and ORCPT said. */
export type RcptDecision = Decision & { readonly recipient?: string; readonly dsn?: RecipientDsn };

/** Accepted headers also say which fields the header firewall takes out: indices of HeaderFacts.fields, ascending. */
export type HeaderDecision = Decision & { readonly stripped: readonly number[] };
