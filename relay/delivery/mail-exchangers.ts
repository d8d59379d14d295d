import { isFault, type LookupFault, type MailExchanger, type NameLookup } from "./name-lookup";

/** A host of a domain, with where to reach it. */
export interface ExchangeHost {
  readonly name: string;
  /** In the order in which they are tried: IPv6 first (RFC 6724 §2.1), not empty. */
  readonly addresses: readonly string[];
}

/** Where the mail of a domain goes. */
export type ExchangeHosts =
  /** Hosts by preference: equal ones together, the best first. */
  | { readonly kind: "hosts"; readonly tiers: readonly (readonly ExchangeHost[])[] }
  /** No attempt can ever succeed; `reply` has an enhanced status code. */
  | { readonly kind: "never"; readonly reply: string }
  /** Nobody can tell now. */
  | { readonly kind: "later"; readonly reply: string };

export interface ExchangeOptions {
  readonly lookup: NameLookup;
  /** Port that mail goes to. */
  readonly port: number;
  /** This host listens there itself. */
  readonly isOwnEndpoint: (address: string, port: number) => boolean;
  /** Names of this host, lower case. */
  readonly ownNames: readonly string[];
  /** Family that connections can be made from; both when left out. */
  readonly family?: 4 | 6 | undefined;
}

// A domain may list as many hosts as it likes; whoever has no luck with these has none with more.
const MOST_HOSTS = 16;
const MOST_ADDRESSES = 8;

/** Finds the hosts of a domain as RFC 5321 §5.1 says: MX, else the domain's own address, never back to ourselves. */
export async function findExchangeHosts(domain: string, options: ExchangeOptions): Promise<ExchangeHosts> {
  // An address literal is no name that somebody could have delegated; Exchange does not route them either.
  if (domain.startsWith("[")) return never(`550 5.1.2 Mail for the address literal ${domain} is not sent over DNS`);
  const records = await options.lookup.mailExchangers(domain);
  if (!isFault(records)) return fromRecords(domain, { records, options });
  if (records.fault === "temporary") return later(records);
  if (records.fault === "no-name") return never(`550 5.1.2 ${records.text}`);
  return fromRecords(domain, { records: [{ name: domain, preference: 0 }], options });
}

interface Records {
  readonly records: readonly MailExchanger[];
  readonly options: ExchangeOptions;
}

async function fromRecords(domain: string, { records, options }: Records): Promise<ExchangeHosts> {
  const named = records.filter(({ name }) => name !== "");
  if (named.length === 0) return never(`556 5.1.10 ${domain} takes no mail (null MX, RFC 7505)`);
  const candidates = await Promise.all(
    byPreference(named).map(async (record) => ({ record, found: await addressesOf(record.name, options) })),
  );
  const before = ownPreference(candidates, options);
  const others = candidates.filter(({ record }) => record.preference < before);
  if (others.length === 0) return never(`550 5.4.6 Mail for ${domain} would come back to this host`);
  return joinHosts(domain, { candidates: others, options });
}

interface Candidate {
  readonly record: MailExchanger;
  readonly found: readonly string[] | LookupFault;
}

function byPreference(records: readonly MailExchanger[]): readonly MailExchanger[] {
  const sorted = [...records].sort((one, other) => one.preference - other.preference);
  const names = new Set<string>();
  const once = sorted.filter(({ name }) => !names.has(name) && names.add(name));
  return once.slice(0, MOST_HOSTS);
}

async function addressesOf(name: string, { lookup }: ExchangeOptions): Promise<readonly string[] | LookupFault> {
  const found = await lookup.addresses(name);
  return isFault(found) ? found : found.slice(0, MOST_ADDRESSES);
}

/** Preference at which this host itself stands: mail never goes there or to a worse one (RFC 5321 §5.1). */
function ownPreference(candidates: readonly Candidate[], options: ExchangeOptions): number {
  const own = candidates.filter(
    ({ record, found }) =>
      options.ownNames.includes(record.name) ||
      (!isFault(found) && found.some((address) => options.isOwnEndpoint(address, options.port))),
  );
  return Math.min(...own.map(({ record }) => record.preference));
}

interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly options: ExchangeOptions;
}

function joinHosts(domain: string, { candidates, options: { family } }: Candidates): ExchangeHosts {
  const tiers = new Map<number, ExchangeHost[]>();
  for (const { record, found } of candidates) {
    const addresses = isFault(found) ? [] : found.filter((address) => family === undefined || isOf(address, family));
    if (addresses.length === 0) continue;
    const tier = tiers.get(record.preference) ?? [];
    tiers.set(record.preference, [...tier, { name: record.name, addresses }]);
  }
  return tiers.size > 0 ? { kind: "hosts", tiers: [...tiers.values()] } : withoutAddress(domain, candidates);
}

function withoutAddress(domain: string, candidates: readonly Candidate[]): ExchangeHosts {
  const faults = candidates.flatMap(({ found }) => (isFault(found) ? [found] : []));
  const temporary = faults.find(({ fault }) => fault === "temporary");
  if (temporary !== undefined) return later(temporary);
  if (faults.length < candidates.length) {
    return { kind: "later", reply: `451 4.4.4 No host for ${domain} has an address of the family of sourceIpAddress` };
  }
  const isImplicit = candidates[0]?.record.name === domain;
  return isImplicit
    ? never(`550 5.1.2 ${domain} has neither MX nor address records`)
    : never(`550 5.4.4 No mail host of ${domain} has an address`);
}

function isOf(address: string, family: 4 | 6): boolean {
  return address.includes(":") === (family === 6);
}

function never(reply: string): ExchangeHosts {
  return { kind: "never", reply };
}

function later({ text }: LookupFault): ExchangeHosts {
  return { kind: "later", reply: `451 4.4.3 ${text}` };
}
