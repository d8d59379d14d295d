import { InvalidArgumentError } from "commander";
import { parseInstant } from "../model";
import { readDuration } from "./read-duration";

/** Reads a time as RFC 3339, or as how long ago: `90m`, `24h`, `7d`. Answers with RFC 3339. */
export function timeOption(text: string): string {
  const ago = readDuration(text, ["s", "m", "h", "d"]);
  if (ago !== undefined) return new Date(Date.now() - ago).toISOString();
  if (parseInstant(text, "time").ok) return text;
  throw new InvalidArgumentError("Write a time such as 2027-01-31T12:00:00Z, or how long ago: 90m, 24h or 7d.");
}
