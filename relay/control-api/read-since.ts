import { parseInstant } from "../../model";
import { ApiProblem } from "./api-problem";

/** A `since` of a query as epoch milliseconds. @throws ApiProblem when it is no time */
export function readSince(text: string): number {
  const parsed = parseInstant(text, "since");
  if (parsed.ok) return Date.parse(text);
  const message = `since: ${parsed.failures.map((failure) => failure.message).join(" ")}`;
  throw new ApiProblem("RELAY_REQUEST_INVALID", message, { property: "since" });
}
