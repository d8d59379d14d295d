import { InvalidArgumentError } from "commander";
import { instantTime, parseInstant } from "../../model";

/** Reads a time, or a day as its first moment in UTC, into epoch milliseconds. @throws InvalidArgumentError */
export function readMoment(text: string): number {
  const time = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text, "It");
  if (time.ok) return instantTime(time.value);
  throw new InvalidArgumentError("Write a day such as 2027-01-31, or a time such as 2027-01-31T08:00:00Z.");
}
