import type { Failure, Parsed } from "./failure";
import { wholeNumber } from "./fields/scalar";
import type { Kind, SettingsOf } from "./settings";
import { settle } from "./settle";

/** Reads a value that stands at a path of a document. */
export type Read<Item> = (value: unknown, path: string) => Parsed<Item>;

/** A host revision. */
export const REVISION = wholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER });

/** Settles an object under its path in the document. */
export function settleAs<K extends Kind>(kind: K): Read<SettingsOf[K]> {
  return (value, path) => {
    const settled = settle(kind, value);
    return settled.ok ? settled : { ok: false, failures: settled.failures.map((given) => movedTo(path, kind, given)) };
  };
}

function movedTo(path: string, kind: Kind, { code, property, message }: Failure): Failure {
  const place = property === kind ? path : `${path}.${property}`;
  const moved = message.startsWith(property) ? `${place}${message.slice(property.length)}` : `${path}: ${message}`;
  return { code, property: place, message: moved };
}

/** The value, or its failures among the others. */
export function taken<Value>(parsed: Parsed<Value>, failures: Failure[]): Value | undefined {
  if (parsed.ok) return parsed.value;
  for (const given of parsed.failures) failures.push(given);
  return undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
