import { knownBinding } from "../../binding";
import { parseDomainName } from "../../domain-name";
import type { Parsed } from "../../failure";
import { accountName } from "../../fields/account-formats";
import { bindings, ipRanges } from "../../fields/address-formats";
import type { Format } from "../../fields/field";
import { list, sortedOnce } from "../../fields/list";
import { recipientScope, senderScope } from "../../fields/mail-scopes";
import { read, refuse } from "../../fields/outcome";
import { choice } from "../../fields/scalar";
import { connectorName } from "../../fields/text";
import { unionRanges } from "../../ip-interval";
import { knownIpRange } from "../../ip-range-text";
import { parseMailScope } from "../../mail-scope";
import { quoteValue } from "../../quote-value";
import type { ImpactKind } from "../impact-report";
import type { RuleIdentity, RuleReach } from "./gate-rules";

/** A key of a rule: how its value is read, and what it means. */
export interface RuleKeyFacts<Value> extends Format<Value> {
  readonly doc: string;
}

type ReachKeys = { readonly [Key in keyof RuleReach]-?: RuleKeyFacts<RuleReach[Key]> };

export const IMPACT_KINDS: readonly ImpactKind[] = ["widened", "narrowed", "moved", "side-effect"];

const IDENTITY_FORMS =
  "anonymous, any-account, account:NAME, group:NAME, directory-account, any-partner or partner:DOMAIN";

/** The keys of a rule and of what it excepts: reader, schema and docs are made from here. */
export const REACH_KEYS: ReachKeys = {
  addresses: {
    ...turned(ipRanges({ min: 1, max: 10_000, of: "addresses" }), (texts) => unionRanges(texts.map(knownIpRange))),
    doc: "Client addresses.",
  },
  bindings: {
    ...turned(bindings, (texts) => texts.map(knownBinding)),
    doc: "Local endpoints; a wildcard stands for every local address of its family.",
  },
  tls: {
    ...turned(choice<"required" | "none" | "any">(["required", "none", "any"]), (value) =>
      value === "any" ? null : value,
    ),
    doc: "required: only with TLS; none: only in clear; any: both.",
  },
  identities: {
    ...list({
      item: { parse: parseIdentity, schema: { type: "string", description: IDENTITY_FORMS } },
      of: `identities: ${IDENTITY_FORMS}`,
    }),
    doc: "Who the client proves to be; anonymous is everybody who proves nothing, externally secured clients included.",
  },
  senders: { ...senderScope, doc: "Senders: addresses, domains, *.domain (any depth below, not itself), <>." },
  recipients: {
    ...list({
      item: {
        parse: parseRecipient,
        schema: { type: "string", description: "external, accepted, an address, a domain or *.domain" },
      },
      of: "recipients",
      canonical: sortedOnce,
    }),
    doc: "Recipients as senders are written; external and accepted: by whether the domain is an accepted domain.",
  },
  connectors: {
    ...list({ item: connectorName, max: 100, of: "connectors", canonical: sortedOnce }),
    doc: "Names of the receive connectors that serve the client.",
  },
  kinds: {
    ...list({ item: choice(IMPACT_KINDS), of: "kinds", canonical: (kinds) => [...new Set(kinds)] }),
    doc: "Kinds of change.",
  },
};

function turned<Read, Value>(format: Format<Read>, turn: (read: Read) => Value): Format<Value> {
  return {
    parse: (value, property) => {
      const parsed = format.parse(value, property);
      return parsed.ok ? read(turn(parsed.value)) : parsed;
    },
    schema: format.schema,
  };
}

const PLAIN = ["anonymous", "any-account", "directory-account", "any-partner"] as const;

function parseIdentity(value: unknown, property: string): Parsed<RuleIdentity> {
  const text = typeof value === "string" ? value : "";
  const plain = PLAIN.find((kind) => kind === text.toLowerCase());
  if (plain !== undefined) return read({ kind: plain });
  const colon = text.indexOf(":");
  const [form, name] = [text.slice(0, Math.max(colon, 0)).toLowerCase(), text.slice(colon + 1)];
  if (form === "account")
    return named(accountName.parse(name, property), (username) => ({ kind: "account", username }));
  if (form === "group") return named(accountName.parse(name, property), (group) => ({ kind: "group", name: group }));
  if (form === "partner") {
    const domain = parseDomainName(name, property);
    return domain.ok ? read({ kind: "partner", domain: domain.value }) : notAnIdentity(value, property);
  }
  return notAnIdentity(value, property);
}

function named(parsed: Parsed<string>, turn: (name: string) => RuleIdentity): Parsed<RuleIdentity> {
  return parsed.ok ? read(turn(parsed.value)) : parsed;
}

function notAnIdentity(value: unknown, property: string): Parsed<never> {
  return refuse("RELAY_CHOICE_INVALID", property, `is ${quoteValue(value)}: write ${IDENTITY_FORMS}.`);
}

/** Whether an entry of recipients is told by whose domain it is, and not by a scope. */
export function isRecipientKeyword(entry: string): boolean {
  return entry === "external" || entry === "accepted";
}

function parseRecipient(value: unknown, property: string): Parsed<string> {
  if (typeof value === "string" && isRecipientKeyword(value)) return read(value);
  return parseMailScope(value, property, { wildcards: true, nullSender: false });
}

/** Domains of routes: as RouteChange spells them. */
export const ROUTE_DOMAINS: Format<readonly string[]> = list({
  item: {
    parse: (value, property) => (value === "*" ? read("*") : parseRouteDomain(value, property)),
    schema: { type: "string", description: "a domain, *.domain, or * for every domain without a route of its own" },
  },
  of: "domains",
  canonical: sortedOnce,
});

function parseRouteDomain(value: unknown, property: string): Parsed<string> {
  const parsed = recipientScope.parseItem?.(value, property) as Parsed<string>;
  if (!parsed.ok || !parsed.value.includes("@")) return parsed;
  return refuse("RELAY_DOMAIN_INVALID", property, `is ${quoteValue(value)}: write a domain; routes know no addresses.`);
}

/** An identity as a rule file spells it. */
export function identityKey(identity: RuleIdentity): string {
  switch (identity.kind) {
    case "account":
      return `account:${identity.username}`;
    case "group":
      return `group:${identity.name}`;
    case "partner":
      return `partner:${identity.domain}`;
    case "anonymous":
    case "any-account":
    case "directory-account":
    case "any-partner":
      return identity.kind;
  }
}
