import type { Limit } from "../settings";
import type { Format } from "./field";
import { read, refuse } from "./outcome";
import { quoteValue } from "../quote-value";

/** Both ends belong to the range. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

export const bool: Format<boolean> = {
  parse(value, property) {
    if (typeof value === "boolean") return read(value);
    return refuse("RELAY_TYPE_INVALID", property, `is ${quoteValue(value)}: write true or false.`);
  },
  schema: { type: "boolean" },
};

/** A whole number within a range. */
export function wholeNumber({ min, max }: NumberRange): Format<number> {
  return {
    parse(value, property) {
      // Adding 0 turns -0 into 0: both print alike, so both must be one value.
      if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return read(value + 0);
      const code = typeof value === "number" ? "RELAY_NUMBER_INVALID" : "RELAY_TYPE_INVALID";
      return refuse(code, property, `is ${quoteValue(value)}: write a whole number from ${min} to ${max}.`);
    },
    schema: { type: "integer", minimum: min, maximum: max },
  };
}

/** A whole number within a range, or `unlimited` in any case. */
export function limit(range: NumberRange): Format<Limit> {
  const numbers = wholeNumber(range);
  return {
    parse(value, property) {
      if (typeof value === "number") return numbers.parse(value, property);
      if (typeof value === "string" && value.toLowerCase() === "unlimited") return read("unlimited");
      const remedy = `write a whole number from ${range.min} to ${range.max}, or "unlimited".`;
      return refuse("RELAY_TYPE_INVALID", property, `is ${quoteValue(value)}: ${remedy}`);
    },
    schema: { anyOf: [numbers.schema, { const: "unlimited" }] },
  };
}

/** One of a closed list of values, matched without case and stored as the list spells it. */
export function choice<Value extends string>(values: readonly Value[]): Format<Value> {
  return {
    parse(value, property) {
      const found = values.find((candidate) => typeof value === "string" && sameText(candidate, value));
      if (found !== undefined) return read(found);
      const code = typeof value === "string" ? "RELAY_CHOICE_INVALID" : "RELAY_TYPE_INVALID";
      return refuse(code, property, `is ${quoteValue(value)}: write ${values.join(" or ")}.`);
    },
    schema: { enum: values },
  };
}

/** Whether two texts are equal without case, as Exchange compares names. */
export function sameText(left: string, right: string): boolean {
  return left.length === right.length && left.toLowerCase() === right.toLowerCase();
}

/** The format, or null, which also stands for an input that was left out. */
export function nullable<Value>(format: Format<Value>): Format<Value | null> {
  return {
    parse: (value, property) => (value === null ? read(null) : format.parse(value, property)),
    schema: { anyOf: [format.schema, { type: "null" }] },
  };
}
