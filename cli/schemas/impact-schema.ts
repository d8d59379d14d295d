import type { JsonSchema } from "../../model";
import { COMMON_DEFS, COUNT, exactly, listOf, orNull, ref, TEXT } from "./common-schemas";

const WITNESS = { witness: ref("probe"), replay: ref("replay") };

const ROW = exactly({
  kind: { enum: ["widened", "narrowed", "moved", "side-effect"] },
  severity: { enum: ["critical", "high", "medium", "low", "info"] },
  severityReasons: listOf(TEXT),
  box: ref("box"),
  before: ref("answer"),
  after: ref("answer"),
  changedEffects: listOf(TEXT),
  ...WITNESS,
});

const ROUTE_END = exactly({ sendConnector: TEXT, nextHops: listOf(TEXT), tls: TEXT });
const ROUTE = exactly({ domains: listOf(TEXT), before: orNull(ROUTE_END), after: orNull(ROUTE_END) });

const NEAR = exactly({ rule: TEXT, path: TEXT, missing: listOf(exactly({ key: TEXT, text: TEXT })) });

const CLEAR_AUTH = exactly({ connector: TEXT, addresses: ref("addresses"), endpoints: listOf(TEXT) });

const VIOLATION: JsonSchema = {
  anyOf: [
    violation("not-covered", { rest: ref("box"), answer: ref("answer"), nearest: listOf(NEAR), ...WITNESS }),
    violation("too-many-addresses", {
      ...{ rule: TEXT, path: TEXT, limit: { type: "integer" }, count: COUNT, addresses: ref("addresses") },
      ...WITNESS,
    }),
    violation("new-access", WITNESS),
    violation("trust-raised", { effects: listOf(TEXT), ...WITNESS }),
    violation("clear-auth", { offer: CLEAR_AUTH }),
    violation("trusted-proxies", { addresses: ref("addresses") }),
    violation("route", { route: ROUTE }),
  ],
};

function violation(kind: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return exactly({ kind: { const: kind }, message: TEXT, ...properties });
}

const GATE = exactly({
  gate: { enum: ["ceiling", "intent", "no-new-access"] },
  outcome: { enum: ["pass", "fail", "cannot-tell"] },
  violations: listOf(VIOLATION),
  unknowns: listOf(ref("unknown")),
});

/** The published JSON Schema (draft 2020-12) of `relayctl impact --output json`. */
export function impactSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Output of relayctl impact",
    ...exactly(
      {
        formatVersion: { const: 1 },
        before: TEXT,
        after: TEXT,
        rows: listOf({ $ref: "#/$defs/row" }),
        routes: listOf(ROUTE),
        trustedProxies: exactly({ added: listOf(TEXT), removed: listOf(TEXT) }),
        clearAuth: { description: "Where AUTH is newly offered without TLS.", ...listOf(CLEAR_AUTH) },
        unknowns: listOf(ref("unknown")),
        gates: listOf(GATE),
        later: {
          description: "What is allowed for longer than before, by when it was to end.",
          ...listOf(exactly({ at: TEXT, rows: listOf({ $ref: "#/$defs/row" }) })),
        },
        upcoming: {
          description: "With --until: what changes by itself.",
          ...exactly({ until: TEXT, changes: listOf(exactly({ at: TEXT, rows: listOf({ $ref: "#/$defs/row" }) })) }),
        },
      },
      ["clearAuth", "later", "upcoming"],
    ),
    $defs: { ...COMMON_DEFS, row: ROW },
  };
}
