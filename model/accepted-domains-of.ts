import { buildAcceptedDomainTable } from "./accepted-domain-table";
import type { AcceptedDomains } from "./snapshot";
import type { StoredObject } from "./stored-object";

type Domains = ReadonlyMap<string, StoredObject<"AcceptedDomain">>;

// A collection never changes in place, and most writes leave this one as it is.
const TABLES = new WeakMap<Domains, AcceptedDomains>();

/** The look-up of a host's accepted domains. Of two declarations of one domain by one stack the newer stands. */
export function acceptedDomainsOf(domains: Domains): AcceptedDomains {
  const known = TABLES.get(domains);
  if (known !== undefined) return known;
  // The table keeps what comes last.
  const oldestFirst = [...domains.values()].sort((a, b) => a.selectionRevision - b.selectionRevision);
  const table = buildAcceptedDomainTable(oldestFirst.map(({ settings }) => settings));
  TABLES.set(domains, table);
  return table;
}
