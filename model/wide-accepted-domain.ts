import { isPublicSuffix } from "./public-suffix";
import type { AcceptedDomainSettings } from "./settings";

type Pattern = Pick<AcceptedDomainSettings, "domainName" | "matchSubDomains">;

/**
 * What an accepted domain covers when that is domains of strangers: `*`, or the top-level domain or public suffix below
 * which everything is accepted. Undefined for a domain that can be one's own.
 */
export function wideBase(domain: Pattern): string | undefined {
  const base = wildcardBase(domain);
  return base === "*" || (base !== undefined && isPublicSuffix(base)) ? base : undefined;
}

/** The domain below which everything is accepted, `*` for everything, undefined when nothing below is. */
function wildcardBase({ domainName, matchSubDomains }: Pattern): string | undefined {
  if (domainName === "*") return "*";
  if (domainName.startsWith("*.")) return domainName.slice(2);
  return matchSubDomains ? domainName : undefined;
}
