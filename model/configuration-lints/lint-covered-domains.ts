import type { LintWarning } from "../lints";
import type { AcceptedDomainSettings } from "../settings";
import type { ConfigState, StoredObject } from "../stored-object";
import { wideBase } from "../wide-accepted-domain";

type Domain = StoredObject<"AcceptedDomain">;

/** Accepted domains whose names another one accepts in the same way. All that are named can go together. */
export function lintCoveredDomains(state: ConfigState): readonly (LintWarning & { readonly domain: Domain })[] {
  const domains = [...state.acceptedDomains.values()];
  const table = new CoveringDomains(domains.map(({ settings }) => settings));
  const needed = neededNames(state);
  return domains.flatMap((domain) => {
    const { settings } = domain;
    const cover = needed.has(settings.domainName) ? undefined : table.coverOf(settings);
    if (cover === undefined) return [];
    const message = `domainName is ${settings.domainName}: ${patternText(cover)} accepts the same as ${cover.domainType}, so it can go.`;
    return [{ domain, lint: "covered-domain", property: "domainName", message }];
  });
}

/** Domains that mean something beside what they accept: they complete bare addresses, and `<postmaster>`. */
function neededNames({ receiveConnectors, acceptedDomains, transportConfig }: ConfigState): ReadonlySet<string> {
  const defaults = [...receiveConnectors.values()].flatMap(({ settings }) => settings.defaultDomain ?? []);
  if (transportConfig.settings.postmaster !== null) return new Set(defaults);
  const own = [...acceptedDomains.values()].filter(
    ({ settings }) => settings.domainType === "Authoritative" && !settings.domainName.includes("*"),
  );
  const [postmasters] = own.map(({ settings }) => settings.domainName).sort();
  return new Set(postmasters === undefined ? defaults : [...defaults, postmasters]);
}

/** Look-up of accepted domains as in accepted-domain-table, but with one of them away. */
class CoveringDomains {
  readonly #byName: ReadonlyMap<string, AcceptedDomainSettings>;

  constructor(domains: readonly AcceptedDomainSettings[]) {
    this.#byName = new Map(domains.map((domain) => [domain.domainName, domain]));
  }

  /** What accepts everything that the domain does, alike; undefined when something would be lost or change. */
  coverOf(domain: AcceptedDomainSettings): AcceptedDomainSettings | undefined {
    const { domainName, matchSubDomains } = domain;
    if (domainName === "*" || this.#byName.get(domainName) !== domain) return undefined;
    const isBelow = domainName.startsWith("*.");
    const base = isBelow ? domainName.slice(2) : domainName;
    const covers = [
      ...(isBelow ? [] : [this.#above(base, domain)]),
      ...(isBelow || matchSubDomains ? [this.#below(base, domain)] : []),
    ];
    return covers.every((cover) => cover !== undefined && acceptsAlike(cover, domain)) ? covers[0] : undefined;
  }

  /** What accepts names right below a base. */
  #below(base: string, away: AcceptedDomainSettings): AcceptedDomainSettings | undefined {
    const wildcard = this.#byName.get(`*.${base}`);
    if (wildcard !== undefined && wildcard !== away) return wildcard;
    const whole = this.#byName.get(base);
    return whole?.matchSubDomains && whole !== away ? whole : this.#above(base, away);
  }

  /** What accepts a name that has no entry of its own. */
  #above(name: string, away: AcceptedDomainSettings): AcceptedDomainSettings | undefined {
    const dot = name.indexOf(".");
    return dot < 0 ? this.#byName.get("*") : this.#below(name.slice(dot + 1), away);
  }
}

/** An accepted domain that covers domains of strangers makes a relay, whatever its type. */
function acceptsAlike(one: AcceptedDomainSettings, other: AcceptedDomainSettings): boolean {
  return one.domainType === other.domainType && (wideBase(one) === undefined) === (wideBase(other) === undefined);
}

function patternText({ domainName, matchSubDomains }: AcceptedDomainSettings): string {
  return matchSubDomains ? `${domainName} with matchSubDomains` : domainName;
}
