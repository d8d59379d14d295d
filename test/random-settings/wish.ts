import fc from "fast-check";
import type { Wish } from "./random-values";

/** A property with a value of its own, and nothing else. */
export function alone<Name extends string>(name: Name, values: fc.Arbitrary<unknown>): fc.Arbitrary<Wish> {
  return values.map((value) => ({ [name]: value }));
}

/** A switch. */
export function onOff(name: string): fc.Arbitrary<Wish> {
  return alone(name, fc.boolean());
}

/** A value, or null. */
export function orNull(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.option(values, { nil: null, freq: 4 });
}
