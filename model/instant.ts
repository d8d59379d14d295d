import type { Parsed } from "./failure";
import { quoteValue } from "./quote-value";

// RFC 3339 §5.6, with the T and Z that it asks for, fractions and any offset.
const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** Reads a time of RFC 3339 with any offset into `2027-01-31T00:00:00Z`: UTC, whole seconds (a fraction is dropped). */
export function parseInstant(value: unknown, property: string): Parsed<string> {
  const at = typeof value === "string" && isCalendarTime(value) ? Date.parse(value.toUpperCase()) : NaN;
  if (!Number.isNaN(at)) return { ok: true, value: formatInstant(at) };
  const message = `${property} is ${quoteValue(value)}: write a time such as 2027-01-31T00:00:00Z, with Z or an offset.`;
  return { ok: false, failures: [{ code: "RELAY_TIME_INVALID", property, message }] };
}

/** @param at Epoch milliseconds; parts of a second are dropped. */
export function formatInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Epoch milliseconds of a time that the model itself has spelt. */
export function instantTime(text: string): number {
  return Date.parse(text);
}

// Date.parse takes February 30 for March 2.
function isCalendarTime(text: string): boolean {
  const [, year, month, day] = RFC_3339.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
