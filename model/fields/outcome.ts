import type { ErrorCode } from "../error-catalogue";
import type { Failure, Parsed } from "../failure";

/** A value that was read. */
export function read<Value>(value: Value): Parsed<Value> {
  return { ok: true, value };
}

/** A value with one thing wrong. `complaint` follows the property: `is 501: write a whole number from 1 to 500.` */
export function refuse(code: ErrorCode, property: string, complaint: string): Parsed<never> {
  return { ok: false, failures: [failure(code, property, complaint)] };
}

/** A failure whose message begins with its property. */
export function failure(code: ErrorCode, property: string, complaint: string): Failure {
  return { code, property, message: `${property} ${complaint}` };
}

/** The outcome of another reader, with its value turned and every message naming its property. */
export function readAs<Value, Turned>(
  parsed: Parsed<Value>,
  property: string,
  turn: (value: Value) => Turned,
): Parsed<Turned> {
  if (parsed.ok) return read(turn(parsed.value));
  return { ok: false, failures: parsed.failures.map((given) => nameProperty(given, property)) };
}

function nameProperty(given: Failure, property: string): Failure {
  return given.message.startsWith(property) ? given : { ...given, message: `${property}: ${given.message}` };
}
