import type { ErrorCode } from "../error-catalogue";
import type { Format } from "./field";
import { list } from "./list";
import { read, refuse } from "./outcome";
import { quoteValue } from "../quote-value";
import { sameText } from "./scalar";

/** A value that Exchange has or that people write, and why it is no input here. */
export interface RefusedFlag {
  readonly value: string;
  readonly code: ErrorCode;
  readonly why: string;
}

/** A flags parameter of Exchange, written as a list. */
export interface FlagRule<Flag extends string> {
  /** In Exchange's order, `None` first. */
  readonly values: readonly Flag[];
  readonly refused: readonly RefusedFlag[];
  readonly of: string;
}

/** Flags as a list: matched without case, stored in Exchange's order without duplicates; `[]` means `None`. */
export function flags<Flag extends string>(rule: FlagRule<Flag | "None">): Format<readonly (Flag | "None")[]> {
  const accepted = rule.values.filter((flag) => !rule.refused.some(({ value }) => value === flag));
  return list({
    item: flag(accepted, rule.refused),
    min: 0,
    of: rule.of,
    canonical: (given) => {
      const present = accepted.filter((value) => given.includes(value));
      return present.length === 0 ? ["None"] : present;
    },
  });
}

function flag<Flag extends string>(accepted: readonly Flag[], refused: readonly RefusedFlag[]): Format<Flag> {
  return {
    parse(value, property) {
      if (typeof value !== "string")
        return refuse("RELAY_TYPE_INVALID", property, `is ${quoteValue(value)}: write text.`);
      const found = accepted.find((candidate) => sameText(candidate, value));
      if (found !== undefined) return read(found);
      const known = refused.find((candidate) => sameText(candidate.value, value));
      if (known !== undefined) return refuse(known.code, property, `is ${quoteValue(value)}: ${known.why}`);
      return refuse("RELAY_CHOICE_INVALID", property, `is ${quoteValue(value)}: write one of ${accepted.join(", ")}.`);
    },
    schema: { enum: accepted },
  };
}
