import type { Failure } from "../failure";
import { quoteValue } from "../quote-value";
import type { Kind } from "../settings";
import { EXCHANGE_PARAMETERS, OTHER_NAMES } from "./exchange-parameters";
import { isNearlySame } from "./nearly-same";
import { sameText } from "./scalar";

// Beyond these nobody reads hints, and finding them costs time that a hostile request would spend for us.
const MOST_HINTS = 20;

/** A failure for every given name that is not an input, with the nearest input where there is one. */
export function refuseUnknownProperties(kind: Kind, inputs: readonly string[], given: readonly string[]): Failure[] {
  const known = new Set(inputs);
  const unknown = given.filter((name) => !known.has(name));
  return unknown.map((name, index) => {
    const hint = index < MOST_HINTS ? hintFor(kind, inputs, name) : "take it out.";
    return {
      code: "RELAY_PROPERTY_UNKNOWN",
      property: /^\w{1,64}$/.test(name) ? name : quoteValue(name),
      message: `${kind} has no property ${quoteValue(name)}: ${hint}`,
    };
  });
}

function hintFor(kind: Kind, inputs: readonly string[], name: string): string {
  const spelt = inputs.find((input) => sameText(input, name)) ?? otherName(kind, name);
  if (spelt !== undefined) return `write ${spelt}.`;
  const parameter = EXCHANGE_PARAMETERS[kind].find((candidate) => sameText(candidate, name));
  if (parameter !== undefined) return "it is an Exchange parameter that this version does not enforce; take it out.";
  const near = inputs.find((input) => isNearlySame(input, name));
  return near === undefined ? `its properties are ${inputs.join(", ")}.` : `did you mean ${near}?`;
}

function otherName(kind: Kind, name: string): string | undefined {
  const names = OTHER_NAMES[kind];
  const key = name.toLowerCase();
  return Object.hasOwn(names, key) ? names[key] : undefined;
}
