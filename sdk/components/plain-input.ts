import * as pulumi from "@pulumi/pulumi";

/** Whether an input is known now: no output, no promise, and no list that holds one. */
export function isPlain<T>(value: pulumi.Input<T>): value is T {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  return !Array.isArray(value) || value.every((item) => isPlain(item));
}
