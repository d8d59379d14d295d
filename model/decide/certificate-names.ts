/**
 * Whether one of a certificate's names is a domain, or a wildcard for exactly one label above it (RFC 6125 §6.4.3).
 * All in lower case.
 */
export function namesDomain(names: readonly string[], domain: string): boolean {
  const above = domain.slice(domain.indexOf(".") + 1);
  // A wildcard right below a top-level domain stands for nobody in particular.
  const wildcard = domain.includes(".") && above.includes(".") ? `*.${above}` : undefined;
  return names.some((name) => name === domain || name === wildcard);
}
