import { lowerAscii } from "../ascii-case";
import { parseMailAddress } from "../mail-address";

/** What tells a set of mail addresses from the set around it; of an address its spelling in lower case. */
export type PlaceName =
  | { readonly kind: "null" | "postmaster" | "other" | "literal" | "single-label" }
  | { readonly kind: "domain" | "below"; readonly domain: string }
  | { readonly kind: "address"; readonly address: string };

/** A set of mail addresses: what its name means, less the places inside it. */
export interface MailPlace {
  readonly name: PlaceName;
  /** Index of the smallest place around it; -1 for those that no other is around. */
  readonly parent: number;
  /** No merging with the place around it. */
  readonly isKept: boolean;
}

export interface MailTreeParts {
  /** Addresses, domains and `*.domain`; everything else is no name of a place. */
  readonly names: Iterable<string>;
  /** Names that nothing may be merged over. */
  readonly kept: readonly string[];
  /** Places that have no name in a scope. */
  readonly special: readonly ("null" | "postmaster" | "literal" | "single-label")[];
}

const OTHER = 0;

/** Every mail address cut into places at the names that rules know. Places are disjoint and cover everything. */
export class MailTree {
  readonly places: readonly MailPlace[];
  readonly #byName = new Map<string, number>();
  readonly #ofDomain = new Map<string, number[]>();

  constructor({ names, kept, special }: MailTreeParts) {
    const keptKeys = new Set(kept.map(lowerAscii));
    const found = new Map<string, PlaceName>([["[other]", { kind: "other" }]]);
    for (const kind of special) found.set(SPECIAL_KEYS[kind], { kind });
    for (const name of [...names, ...kept]) if (isName(name)) found.set(lowerAscii(name), placeName(lowerAscii(name)));
    for (const key of found.keys()) this.#byName.set(key, this.#byName.size);
    this.places = [...found].map(([key, name]) => ({ name, parent: this.#around(name), isKept: keptKeys.has(key) }));
    for (const [place, { name }] of this.places.entries()) this.#enter(name, place);
  }

  /** The place that an address is in; "" is the null sender. @throws RangeError for what is no mail address. */
  locate(address: string): number {
    if (address === "") return this.#byName.get(SPECIAL_KEYS.null) ?? OTHER;
    if (address.toLowerCase() === "postmaster") return this.#byName.get(SPECIAL_KEYS.postmaster) ?? OTHER;
    const parsed = parseMailAddress(address, { letters: "utf-8" });
    if (!parsed.ok) throw new RangeError(`${address} is no mail address`);
    const { text, domain, isLiteral } = parsed.address;
    if (isLiteral) return this.#byName.get(SPECIAL_KEYS.literal) ?? OTHER;
    return this.#byName.get(lowerAscii(text)) ?? this.#byName.get(domain) ?? this.#aboveDomain(domain);
  }

  /** Places that are an entry of allowedSenders, an address or a domain exactly, taken whole. */
  placesWithin(entry: string): readonly number[] {
    const place = this.#byName.get(entry);
    const own = place === undefined ? [] : [place];
    return entry.includes("@") ? own : [...own, ...(this.#ofDomain.get(entry) ?? [])];
  }

  #enter(name: PlaceName, place: number): void {
    if (name.kind !== "address") return;
    const domain = domainOf(name.address);
    const others = this.#ofDomain.get(domain);
    if (others === undefined) this.#ofDomain.set(domain, [place]);
    else others.push(place);
  }

  #around(name: PlaceName): number {
    switch (name.kind) {
      case "other":
      case "null":
      case "postmaster":
        return -1;
      case "literal":
      case "single-label":
        return OTHER;
      case "address": {
        const domain = domainOf(name.address);
        return this.#byName.get(domain) ?? this.#aboveDomain(domain);
      }
      case "domain":
        return this.#aboveDomain(name.domain);
      case "below":
        return this.#belowAbove(name.domain) ?? OTHER;
    }
  }

  #aboveDomain(domain: string): number {
    const around = this.#belowAbove(domain);
    if (around !== undefined) return around;
    return (domain.includes(".") ? undefined : this.#byName.get(SPECIAL_KEYS["single-label"])) ?? OTHER;
  }

  #belowAbove(domain: string): number | undefined {
    for (let dot = domain.indexOf("."); dot >= 0; dot = domain.indexOf(".", dot + 1)) {
      const found = this.#byName.get(`*${domain.slice(dot)}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

// None of these is a domain or an address.
const SPECIAL_KEYS = {
  null: "<>",
  postmaster: "[postmaster]",
  literal: "[literal]",
  "single-label": "[single-label]",
} as const;

function isName(text: string): boolean {
  return text !== "*" && text !== "<>";
}

function placeName(text: string): PlaceName {
  if (text.includes("@")) return { kind: "address", address: text };
  return text.startsWith("*.") ? { kind: "below", domain: text.slice(2) } : { kind: "domain", domain: text };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
