import type { ExtendedRight } from "../extended-right";
import type { SessionRights } from "./session-policy";

// HF: which headers each right keeps; names compare without case.
const ROUTING = new Set([
  "received",
  "resent-date",
  "resent-from",
  "resent-sender",
  "resent-to",
  "resent-cc",
  "resent-bcc",
  "resent-message-id",
  // RFC 5322 §4.5.6, obsolete and still the same class.
  "resent-reply-to",
]);

/** The right without which the header firewall takes this field out; undefined for a field that anybody may send. */
export function headerRight(name: string): ExtendedRight | undefined {
  const folded = name.toLowerCase();
  if (ROUTING.has(folded)) return "ms-Exch-Accept-Headers-Routing";
  if (folded.startsWith("x-ms-exchange-organization-")) return "ms-Exch-Accept-Headers-Organization";
  return folded.startsWith("x-ms-exchange-forest-") ? "ms-Exch-Accept-Headers-Forest" : undefined;
}

/** True when these rights let the field through (exchange-model §5.1). */
export function mayKeepHeader(rights: SessionRights, name: string): boolean {
  const right = headerRight(name);
  return right === undefined || rights.granted.has(right);
}
