import { EXTENDED_RIGHTS, type ExtendedRight } from "./extended-right";
import type { Parsed } from "./failure";
import { quoteValue } from "./quote-value";

const BY_SPELLING = new Map<string, ExtendedRight>(EXTENDED_RIGHTS.map((right) => [right.toLowerCase(), right]));

// The 2007 article's spelling; every later document writes ...-Domain-Sender.
BY_SPELLING.set("ms-exch-smtp-accept-authoritative-domain", "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender");

// Exchange's own servers use these among themselves (receive-connectors.md: reserved for internal Microsoft use).
const SERVER_TO_SERVER = new Set(
  [
    "ms-Exch-SMTP-Accept-XShadow",
    "ms-Exch-SMTP-Accept-XProxyFrom",
    "ms-Exch-SMTP-Accept-XSessionParams",
    "ms-Exch-SMTP-Accept-XAttr",
    "ms-Exch-SMTP-Accept-XSysProbe",
    "ms-Exch-SMTP-Send-XMessageContext-ADRecipientCache",
    "ms-Exch-SMTP-Send-XMessageContext-ExtendedProperties",
    "ms-Exch-SMTP-Send-XMessageContext-FastIndex",
  ].map((right) => right.toLowerCase()),
);

/** Canonical spelling of an extended right, given without regard to case or by its name in the 2007 article. */
export function parseExtendedRight(text: string, property: string): Parsed<ExtendedRight> {
  const right = BY_SPELLING.get(text.toLowerCase());
  return right === undefined
    ? { ok: false, failures: [{ code: "RELAY_RIGHT_INVALID", property, message: unknownRight(text, property) }] }
    : { ok: true, value: right };
}

function unknownRight(text: string, property: string): string {
  const given = `${property}: ${quoteValue(text)}`;
  return SERVER_TO_SERVER.has(text.toLowerCase())
    ? `${given} is a right that Exchange servers use among themselves; this host has no such extension. Leave it out.`
    : `${given} is not an extended right of this host. Known rights: ${EXTENDED_RIGHTS.join(", ")}.`;
}
