import { parseInstant } from "../instant";
import type { Format } from "./field";

/** A point in time, stored as UTC in whole seconds. */
export const instant: Format<string> = {
  parse: parseInstant,
  schema: { type: "string", format: "date-time", description: "a time of RFC 3339 such as 2027-01-31T00:00:00Z" },
};
