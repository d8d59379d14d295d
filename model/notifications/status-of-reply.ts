/** A reply that begins with an enhanced code of the class of its basic one (RFC 3463 §2, RFC 2034 §4). */
const ENHANCED = /^([45])\d\d[ -]([45])(\.\d{1,3}\.\d{1,3})(?=\s|$)/;

// Basic codes whose meaning is as narrow as an enhanced one.
const BASIC: Readonly<Record<string, string>> = {
  "450": "4.2.0",
  "452": "4.3.1",
  "551": "5.1.6",
  "552": "5.3.4",
  "553": "5.1.3",
  "556": "5.1.10",
};

/** RFC 3463 §3.5: delivery time expired. */
export const EXPIRED_STATUS = "4.4.7";

/** The status code of a reply for good; 5.0.0 when it says nothing more. */
export function statusOfRefusal(reply: string): string {
  return enhancedOf(reply, "5") ?? "5.0.0";
}

/** The status code of a reply, or of a fault of the network, that puts mail off; 4.4.1 (no answer) when it is none. */
export function statusOfDelay(reply: string | null): string {
  if (reply === null) return "4.4.1";
  return enhancedOf(reply, "4") ?? (/^4\d\d\b/.test(reply) ? "4.0.0" : "4.4.1");
}

function enhancedOf(reply: string, kind: "4" | "5"): string | undefined {
  const found = ENHANCED.exec(reply);
  if (found !== null && found[1] === kind && found[2] === kind) return `${kind}${found[3]}`;
  const basic = BASIC[reply.slice(0, 3)];
  return basic?.startsWith(kind) === true && /^\d{3}(?=[ -]|$)/.test(reply) ? basic : undefined;
}
