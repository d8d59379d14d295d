import type { JsonSchema } from "../../model";

/** An object with exactly these properties, all of them there but for the optional ones. */
export function exactly(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", additionalProperties: false, required, properties };
}

export const TEXT: JsonSchema = { type: "string" };
export const COUNT: JsonSchema = { type: "string", pattern: "^\\d+$", description: "A whole number of any size." };

export function listOf(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: "null" }] };
}

export function ref(name: keyof typeof COMMON_DEFS): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

const IDENTITY: JsonSchema = {
  anyOf: [
    exactly({ kind: { const: "anonymous" } }),
    exactly({ kind: { const: "account" }, username: TEXT, by: { enum: ["password", "certificate"] } }),
    exactly({ kind: { const: "directory-account" }, group: orNull(TEXT) }),
    exactly({ kind: { const: "partner" }, domain: TEXT }),
  ],
};

const ADDRESSES = exactly({
  cidrs: { ...listOf(TEXT), description: "The fewest CIDR blocks that hold exactly these addresses." },
  ipv4Count: COUNT,
  ipv6Count: COUNT,
});

const SESSION = exactly({ tls: { type: "boolean" }, identity: IDENTITY });

const EXCEPT: JsonSchema = { ...listOf(TEXT), description: "Addresses, domains, *.domain." };

const MAIL_CLASS = exactly({
  pattern: {
    description: "A set of mail addresses; classes of one box are disjoint.",
    anyOf: [
      exactly({ kind: { enum: ["null", "literal", "postmaster"] } }),
      exactly({ kind: { const: "address" }, address: TEXT }),
      exactly({ kind: { enum: ["domain", "below"] }, domain: TEXT, except: EXCEPT }),
      exactly({ kind: { const: "single-label" }, except: EXCEPT }),
      exactly(
        { kind: { const: "other" }, except: EXCEPT, exceptKinds: listOf({ enum: ["literal", "single-label"] }) },
        ["exceptKinds"],
      ),
    ],
  },
  example: { type: "string", description: "A member; empty for the null sender." },
});

const DECIDED_BY_NAMES = ["connectorId", "connectorName", "range", "right", "principal", "entry", "acceptedDomain"];

const EFFECTS = exactly({
  antiSpamBypassed: { type: "boolean" },
  maxMessageSize: { type: ["integer", "null"], description: "Bytes; null: unlimited." },
  authAs: { enum: ["Anonymous", "Internal", "External", "Partner"] },
  authenticationFlagAccepted: { type: "boolean" },
  trustedHeaders: listOf({ enum: ["forest", "organization", "routing"] }),
  maxRecipientsPerMessage: { type: "integer" },
  messageRateLimit: { anyOf: [{ type: "integer" }, { const: "unlimited" }] },
  acceptedAs: { enum: ["Authoritative", "InternalRelay", "ExternalRelay", null] },
  passwordInClear: { type: "boolean" },
});

/** What impact and who-can speak of. */
export const COMMON_DEFS = {
  addresses: ADDRESSES,
  box: exactly(
    {
      addresses: { $ref: "#/$defs/addresses" },
      endpoints: {
        ...listOf(TEXT),
        description: "address:port; a wildcard is every address that nothing else is bound to.",
      },
      sessions: listOf(SESSION),
      senders: listOf({ $ref: "#/$defs/mailClass" }),
      recipients: listOf({ $ref: "#/$defs/mailClass" }),
      internationalized: { enum: ["too", "only"] },
    },
    ["internationalized"],
  ),
  mailClass: MAIL_CLASS,
  answer: exactly({
    verdict: { enum: ["refuse", "accept", "relay"] },
    step: { enum: ["connect", "starttls", "auth", "mail", "rcpt"] },
    reason: TEXT,
    reply: exactly({ code: { type: "integer" }, enhancedCode: TEXT, text: TEXT }),
    by: exactly(Object.fromEntries(DECIDED_BY_NAMES.map((name) => [name, TEXT])), DECIDED_BY_NAMES),
    connector: orNull(TEXT),
    effects: orNull(EFFECTS),
  }),
  probe: exactly({
    client: TEXT,
    local: exactly({ address: TEXT, port: { type: "integer" } }),
    session: SESSION,
    sender: TEXT,
    recipient: TEXT,
  }),
  replay: exactly({ explain: TEXT, swaks: TEXT }),
  unknown: exactly(
    { object: TEXT, property: TEXT, secret: { const: true, description: "The program marks the value as secret." } },
    ["secret"],
  ),
} as const satisfies Readonly<Record<string, JsonSchema>>;
