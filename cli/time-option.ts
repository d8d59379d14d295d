import { InvalidArgumentError } from "commander";
import { parseInstant } from "../model";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a time as RFC 3339, or as how long ago: `90m`, `24h`, `7d`. Answers with RFC 3339. */
export function timeOption(text: string): string {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    return new Date(Date.now() - Number(count) * (UNITS[unit] ?? 0)).toISOString();
  }
  if (parseInstant(text, "time").ok) return text;
  throw new InvalidArgumentError("Write a time such as 2027-01-31T12:00:00Z, or how long ago: 90m, 24h or 7d.");
}
