import type { JsonSchema } from "../../model";
import { COMMON_DEFS, exactly, listOf, ref, TEXT } from "./common-schemas";

/** The published JSON Schema (draft 2020-12) of `relayctl who-can --output json`. */
export function whoCanSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Output of relayctl who-can",
    ...exactly({
      formatVersion: { const: 1 },
      source: TEXT,
      at: { type: "string", description: "RFC 3339, UTC." },
      verb: { enum: ["relay", "hand in mail"] },
      total: ref("addresses"),
      grants: listOf(exactly({ box: ref("box"), answer: ref("answer"), witness: ref("probe"), replay: ref("replay") })),
      trustedProxies: { ...listOf(TEXT), description: "Addresses that may claim every client address." },
      unknowns: listOf(ref("unknown")),
    }),
    $defs: COMMON_DEFS,
  };
}
