import type { AcceptedDomainSettings } from "./settings";
import type { AcceptedDomains } from "./snapshot";

/**
 * Builds the look-up of accepted domains. `x` matches exactly, `*.x` any depth below and not x, `matchSubDomains`
 * both, `*` everything. The most specific entry answers; below x, `*.x` comes before x with `matchSubDomains`.
 * A look-up costs a few map reads a label of the domain, however many entries there are.
 */
export function buildAcceptedDomainTable(domains: Iterable<AcceptedDomainSettings>): AcceptedDomains {
  const exact = new Map<string, AcceptedDomainSettings>();
  const below = new Map<string, AcceptedDomainSettings>();
  for (const domain of domains) enter(domain, exact, below);
  const everything = exact.get("*");
  return { match: (name) => exact.get(name) ?? matchBelow(name, below) ?? everything };
}

type Entries = Map<string, AcceptedDomainSettings>;

function enter(domain: AcceptedDomainSettings, exact: Entries, below: Entries): void {
  const { domainName } = domain;
  if (domainName.startsWith("*.")) {
    below.set(domainName.slice(2), domain);
    return;
  }
  exact.set(domainName, domain);
  const taken = below.get(domainName);
  if (domain.matchSubDomains && taken?.domainName !== `*.${domainName}`) below.set(domainName, domain);
}

function matchBelow(name: string, below: Entries): AcceptedDomainSettings | undefined {
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const found = below.get(name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
