import type { Failure } from "../failure";
import { quoteValue } from "../quote-value";
import type { Kind } from "../settings";
import { isNearlySame } from "./nearly-same";
import { NOT_SUPPORTED } from "./not-supported";
import { OTHER_NAMES } from "./other-names";
import { sameText } from "./scalar";

// Beyond these nobody reads hints, and finding them costs time that a hostile request would spend for us.
const MOST_HINTS = 20;

/** A failure for every given name that is not an input: why Exchange's is not, or the nearest input where there is one. */
export function refuseUnknownProperties(kind: Kind, inputs: readonly string[], given: readonly string[]): Failure[] {
  const known = new Set(inputs);
  const unknown = given.filter((name) => !known.has(name));
  return unknown.map((name, index) => {
    const property = /^\w{1,64}$/.test(name) ? name : quoteValue(name);
    const why = index < MOST_HINTS ? whyNotSupported(kind, inputs, name) : undefined;
    if (why !== undefined) {
      const message = `${kind} has no property ${quoteValue(name)}, although Exchange has: ${why}. Take it out.`;
      return { code: "RELAY_NOT_SUPPORTED", property, message };
    }
    const hint = index < MOST_HINTS ? hintFor(kind, inputs, name) : "take it out.";
    return {
      code: "RELAY_PROPERTY_UNKNOWN",
      property,
      message: `${kind} has no property ${quoteValue(name)}: ${hint}`,
    };
  });
}

// An input that is only spelt otherwise gets the better hint.
function whyNotSupported(kind: Kind, inputs: readonly string[], name: string): string | undefined {
  if (inputs.some((input) => sameText(input, name))) return undefined;
  return Object.entries(NOT_SUPPORTED[kind]).find(([parameter]) => sameText(parameter, name))?.[1];
}

function hintFor(kind: Kind, inputs: readonly string[], name: string): string {
  const spelt = inputs.find((input) => sameText(input, name)) ?? otherName(kind, name);
  if (spelt !== undefined) return `write ${spelt}.`;
  const near = inputs.find((input) => isNearlySame(input, name));
  return near === undefined ? `its properties are ${inputs.join(", ")}.` : `did you mean ${near}?`;
}

function otherName(kind: Kind, name: string): string | undefined {
  const names = OTHER_NAMES[kind];
  const key = name.toLowerCase();
  return Object.hasOwn(names, key) ? names[key] : undefined;
}
