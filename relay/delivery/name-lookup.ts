import { Resolver, lookup } from "node:dns/promises";

export interface MailExchanger {
  /** Lower case, without the last dot; "" is the name of null MX (RFC 7505). */
  readonly name: string;
  readonly preference: number;
}

/** Why there is no answer: no such name, no such records at it, or nobody who could tell just now. */
export type LookupFault = { readonly fault: "no-name" | "no-records" | "temporary"; readonly text: string };

/** Questions to the names of the world. None of them throws. */
export interface NameLookup {
  /** MX records, of DNS alone. CNAMEs are followed by the name server (RFC 5321 §5.1). */
  mailExchangers(domain: string): Promise<readonly MailExchanger[] | LookupFault>;
  /** A and AAAA records, of DNS alone. */
  addresses(name: string): Promise<readonly string[] | LookupFault>;
  /** Addresses as this machine reads names: its hosts file too. For names that an operator wrote. */
  ownAddresses(name: string): Promise<readonly string[] | LookupFault>;
  /** Ends questions to name servers that go on: their answers are temporary faults. */
  cancel(): void;
}

export interface NameLookupOptions {
  /** `address` or `address:port` of name servers; those of the system when left out. */
  readonly servers?: readonly string[];
  /** Milliseconds for one try. */
  readonly timeout?: number;
}

/** Looks names up with the name servers of the system, or the ones given. */
export function createNameLookup({ servers, timeout = 5_000 }: NameLookupOptions = {}): NameLookup {
  const resolver = new Resolver({ timeout, tries: 3 });
  if (servers !== undefined) resolver.setServers(servers);
  return {
    mailExchangers: (domain) => answered(domain, () => mailExchangers(resolver, domain)),
    addresses: (name) => dnsAddresses(resolver, name),
    ownAddresses: (name) => answered(name, () => systemAddresses(name)),
    cancel: () => resolver.cancel(),
  };
}

export function isFault<Answer>(answer: readonly Answer[] | LookupFault): answer is LookupFault {
  return "fault" in answer;
}

async function mailExchangers(resolver: Resolver, domain: string): Promise<readonly MailExchanger[]> {
  const records = await resolver.resolveMx(domain);
  return records.map(({ exchange, priority }) => ({ name: plainName(exchange), preference: priority }));
}

/** What one family has is enough; a fault of one counts only when the other has nothing. */
async function dnsAddresses(resolver: Resolver, name: string): Promise<readonly string[] | LookupFault> {
  const [six, four] = await Promise.all([
    answered(name, () => resolver.resolve6(name)),
    answered(name, () => resolver.resolve4(name)),
  ]);
  if (isFault(six) && isFault(four)) return [six, four].find(({ fault }) => fault === "temporary") ?? four;
  return [...(isFault(six) ? [] : six), ...(isFault(four) ? [] : four)];
}

async function systemAddresses(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true, order: "verbatim" });
  return [...new Set(found.map(({ address }) => address))];
}

async function answered<Answer>(
  name: string,
  ask: () => Promise<readonly Answer[]>,
): Promise<readonly Answer[] | LookupFault> {
  try {
    const answer = await ask();
    return answer.length > 0 ? answer : { fault: "no-records", text: `${name} has no such records in DNS.` };
  } catch (error) {
    return faultOf(name, (error as NodeJS.ErrnoException).code ?? "an unknown fault");
  }
}

function faultOf(name: string, code: string): LookupFault {
  if (code === "ENOTFOUND" || code === "EBADNAME") {
    return { fault: "no-name", text: `${name} does not exist in DNS.` };
  }
  if (code === "ENODATA") return { fault: "no-records", text: `${name} has no such records in DNS.` };
  return { fault: "temporary", text: `The name servers do not answer for ${name} just now (${code}).` };
}

function plainName(name: string): string {
  return name.replace(/\.$/, "").toLowerCase();
}
