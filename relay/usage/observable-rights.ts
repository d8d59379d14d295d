import type { ExtendedRight } from "../../model";

const OBSERVABLE: ReadonlySet<string> = new Set<ExtendedRight>([
  "ms-Exch-SMTP-Submit",
  "ms-Exch-SMTP-Accept-Any-Recipient",
  "ms-Exch-SMTP-Accept-Any-Sender",
  "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender",
  "ms-Exch-SMTP-Accept-Authentication-Flag",
  "ms-Exch-Bypass-Message-Size-Limit",
]);

/** Whether use of a right can be seen. The others (anti-spam, header firewall) bear on every message, used or not. */
export function isObservableRight(right: string): boolean {
  return OBSERVABLE.has(right);
}
