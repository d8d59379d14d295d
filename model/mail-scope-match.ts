import { lowerAscii } from "./ascii-case";
import type { MailAddress } from "./mail-address";

/** A list of addresses, domains, `*.domain` and `<>`, ready to be asked. */
export interface MailScope {
  /** Null is the null sender. The domain of an address is in lower case. */
  includes(address: MailAddress | null): boolean;
}

/** @param entries Canonical, as the settings have them. The local part of an address counts without regard to case. */
export function buildMailScope(entries: readonly string[]): MailScope {
  const exact = new Set(entries.map(lowerAscii));
  const above = new Set(entries.filter((entry) => entry.startsWith("*.")).map((entry) => entry.slice(2)));
  return {
    includes: (address) => {
      if (address === null) return exact.has("<>");
      const { text, domain } = address;
      return exact.has(domain) || exact.has(lowerAscii(text)) || (above.size > 0 && isBelow(above, domain));
    },
  };
}

/** Any depth below, the domain itself not. */
function isBelow(above: ReadonlySet<string>, domain: string): boolean {
  for (let dot = domain.indexOf("."); dot >= 0; dot = domain.indexOf(".", dot + 1)) {
    if (above.has(domain.slice(dot + 1))) return true;
  }
  return false;
}
