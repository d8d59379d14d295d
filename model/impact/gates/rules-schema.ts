import type { JsonSchema } from "../../fields/field";
import type { RuleReach } from "./gate-rules";
import {
  FILE_KEYS,
  MAX_ADDRESSES,
  MOST_EXCEPTS,
  MOST_RULES,
  PROXY_RANGES,
  reachKeys,
  RULE_NAME,
  RULES_VERSION,
  VERDICTS,
} from "./read-rules";
import { REACH_KEYS, ROUTE_DOMAINS } from "./rule-keys";

type Gate = keyof typeof FILE_KEYS;

const WORDS: { readonly [G in Gate]: { readonly title: string; readonly description: string } } = {
  ceiling: {
    title: "Ceiling file of relayctl impact",
    description: "What may ever be allowed. A key that is left out restricts nothing.",
  },
  intent: {
    title: "Intent file of relayctl impact",
    description: "What alone may change. A key that is left out restricts nothing.",
  },
};

const FILE_SCHEMAS: { readonly [Key in (typeof FILE_KEYS)[Gate][number]]: JsonSchema } = {
  verdicts: { ...VERDICTS.schema, default: ["relay"], description: "Answers that need a rule." },
  trustedProxies: {
    ...PROXY_RANGES.schema,
    description: "Addresses that may be trusted proxies (intent: that may become one, or cease to be). Left out: none.",
  },
  routes: { ...ROUTE_DOMAINS.schema, description: "Domains whose mail may leave by another way. Left out: none." },
  clearAuth: {
    ...REACH_KEYS.connectors.schema,
    description: "Names of the receive connectors that may newly offer AUTH without TLS. Left out: none.",
  },
};

/** The published JSON Schema (draft 2020-12) of a rule file, made from the keys that its reader knows. */
export function rulesSchema(gate: Gate): JsonSchema {
  const reach = Object.fromEntries(reachKeys(gate).map((key) => [key, reachSchema(key)]));
  const except = { type: "object", additionalProperties: false, minProperties: 1, properties: reach };
  const rule = {
    type: "object",
    additionalProperties: false,
    required: ["name"],
    properties: {
      name: { ...RULE_NAME.schema, description: "Unique within the file; messages name it." },
      ...reach,
      maxAddresses: {
        ...MAX_ADDRESSES.schema,
        description:
          "Most addresses that may rely on the rule: those that no rule without this key allows all the same.",
      },
      except: {
        type: "array",
        minItems: 1,
        maxItems: MOST_EXCEPTS,
        items: except,
        description: "Parts of the rule that it does not allow.",
      },
    },
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...WORDS[gate],
    type: "object",
    additionalProperties: false,
    required: ["formatVersion", "allow"],
    properties: {
      $schema: { type: "string" },
      formatVersion: { const: RULES_VERSION },
      ...Object.fromEntries(FILE_KEYS[gate].map((key) => [key, FILE_SCHEMAS[key]])),
      allow: { type: "array", maxItems: MOST_RULES, items: rule, description: "Empty: nothing may." },
    },
  };
}

function reachSchema(key: keyof RuleReach): JsonSchema {
  const { schema, doc } = REACH_KEYS[key];
  return { ...schema, description: doc };
}
