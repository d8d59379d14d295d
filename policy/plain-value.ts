import { holdsValue } from "../model";

/** Stands for a value that only an update will tell. */
export const UNKNOWN = Symbol("known only after the update");

/** Whether this very value is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether the value, or anything inside it, is not known yet. */
export function holdsUnknown(value: unknown): boolean {
  return holdsValue(value, isUnknown);
}

/**
 * A copy of what a policy is shown, without its proxies. They throw where a value is not known yet, which would end the
 * whole policy with a word of advice; in the copy UNKNOWN stands there instead.
 */
export function plainValue(read: () => unknown): unknown {
  const value = readOrUnknown(read);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return Array.from({ length: items.length }, (_, index) => plainValue(() => items[index]));
  }
  const record = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(record).map((key) => [key, plainValue(() => record[key])]));
}

function readOrUnknown(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return UNKNOWN;
  }
}
