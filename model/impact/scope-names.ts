import type { ReceiveConnectorSettings } from "../settings";
import type { ConfigState } from "../stored-object";
import type { PairSide } from "./pair-side";

type Domains = ConfigState["acceptedDomains"];

/** Names in scope spelling by which the accepted domains of a side tell addresses apart. */
export function acceptedNames({ world }: Pick<PairSide, "world">): readonly string[] {
  const { acceptedDomains } = world.state;
  const known = KNOWN.get(acceptedDomains) ?? namesOf(acceptedDomains);
  KNOWN.set(acceptedDomains, known);
  return known;
}

const KNOWN = new WeakMap<Domains, readonly string[]>();

function namesOf(domains: Domains): readonly string[] {
  return [...domains.values()].flatMap(({ settings: { domainName, matchSubDomains } }) => {
    if (domainName === "*") return [];
    return matchSubDomains && !domainName.startsWith("*.") ? [domainName, `*.${domainName}`] : [domainName];
  });
}

/** Whether every domain is accepted, which no address literal is. */
export function acceptsEverything({ world }: Pick<PairSide, "world">): boolean {
  return world.snapshot.acceptedDomains.match(NOWHERE)?.domainName === "*";
}

// No domain that can be configured has a label like it, so only `*` matches.
const NOWHERE = "*";

/** Names that the connector of a side narrows to. */
export function scopeEntries({ connector }: PairSide, scope: "onlySenders" | "onlyRecipients"): readonly string[] {
  return connector?.settings[scope] ?? [];
}

/** Sender domains that need a certificate there. */
export function securedDomains({ connector, world }: PairSide): readonly string[] {
  return connector?.settings.domainSecureEnabled === true ? world.snapshot.transport.tlsReceiveDomainSecureList : [];
}

/** Names that the Reject...RecipientDomains of a side tell apart. */
export function rejectedNames({ connector }: PairSide): readonly string[] {
  return connector === null ? [] : REJECTED.flatMap(([name, names]) => (connector.settings[name] ? names : []));
}

// RFC 2606 §2 and §3.
const REJECTED: readonly (readonly [keyof ReceiveConnectorSettings, readonly string[]])[] = [
  ["rejectReservedTopLevelRecipientDomains", withBelow(["test", "example", "invalid", "localhost"])],
  ["rejectReservedSecondLevelRecipientDomains", withBelow(["example.com", "example.net", "example.org"])],
];

function withBelow(domains: readonly string[]): readonly string[] {
  return domains.flatMap((domain) => [domain, `*.${domain}`]);
}
