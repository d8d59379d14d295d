import { parseDomainPattern } from "./domain-name";
import type { Parsed } from "./failure";
import { parseMailAddress } from "./mail-address";
import { quoteValue } from "./quote-value";

/** What an entry of a list of senders or recipients may be beside addresses and domains. */
export interface MailScopeRule {
  /** `*.domain`, which means any depth below the domain and not itself. */
  readonly wildcards: boolean;
  /** `<>`, the null sender. */
  readonly nullSender: boolean;
}

/** Reads one entry: a whole address, a domain exactly, and what the rule says. Domains become lower-case A-labels. */
export function parseMailScope(value: unknown, property: string, rule: MailScopeRule): Parsed<string> {
  const entry = typeof value === "string" ? readEntry(value, rule) : undefined;
  if (entry !== undefined) return { ok: true, value: entry };
  const wildcard = rule.wildcards ? ", *.contoso.com" : "";
  const nullSender = rule.nullSender ? " or <>" : "";
  const forms = `crm@contoso.com, contoso.com${wildcard}${nullSender}`;
  const message = `${property} is ${quoteValue(value)}: write an address or a domain, as ${forms}.`;
  return { ok: false, failures: [{ code: "RELAY_MAIL_SCOPE_INVALID", property, message }] };
}

function readEntry(text: string, { wildcards, nullSender }: MailScopeRule): string | undefined {
  if (text === "<>") return nullSender ? text : undefined;
  if (text.includes("@")) return readAddress(text);
  const pattern = parseDomainPattern(text, "");
  if (!pattern.ok || pattern.value === "*") return undefined;
  return wildcards || !pattern.value.startsWith("*") ? pattern.value : undefined;
}

function readAddress(text: string): string | undefined {
  const at = text.lastIndexOf("@");
  const domain = parseDomainPattern(text.slice(at + 1), "");
  if (!domain.ok || domain.value.startsWith("*")) return undefined;
  const parsed = parseMailAddress(`${text.slice(0, at)}@${domain.value}`);
  return parsed.ok && !text.startsWith("@") ? parsed.address.text : undefined;
}
