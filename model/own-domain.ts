import type { AcceptedDomains } from "./snapshot";

/**
 * Whether a domain is this organisation's own: its senders need a right of their own, and `--` routes to it. An external
 * relay domain belongs to somebody else, whose mail only passes through. @param domain Lower-case A-labels.
 */
export function isOwnDomain(domains: AcceptedDomains, domain: string): boolean {
  const type = domains.match(domain)?.domainType;
  return type !== undefined && type !== "ExternalRelay";
}
