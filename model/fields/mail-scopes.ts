import { type MailScopeRule, parseMailScope } from "../mail-scope";
import type { Format } from "./field";
import { list, sortedOnce } from "./list";

function scopes(rule: MailScopeRule, size: { readonly min: number; readonly of: string }): Format<readonly string[]> {
  return list({
    ...size,
    item: {
      parse: (value, property) => parseMailScope(value, property, rule),
      schema: { type: "string", description: "an address, a domain or *.domain" },
    },
    canonical: sortedOnce,
  });
}

/** Who may be a sender: at least one of address, domain, `*.domain`, `<>`. */
export const senderScope = scopes({ wildcards: true, nullSender: true }, { min: 1, of: "senders" });

/** Who may be a recipient: at least one of address, domain, `*.domain`. */
export const recipientScope = scopes({ wildcards: true, nullSender: false }, { min: 1, of: "recipients" });

/** Whom an account may send as: whole addresses, and domains exactly. */
export const allowedSenders = scopes({ wildcards: false, nullSender: false }, { min: 0, of: "allowed senders" });
