import { quoteValue } from "../quote-value";
import type { Format } from "./field";
import { list, sortedOnce } from "./list";
import { read, refuse } from "./outcome";

/** Enhanced status code of RFC 3463 §2: class, subject, detail. */
const STATUS_CODE = /^[245]\.(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2})$/;

const statusCode: Format<string> = {
  parse(value, property) {
    if (typeof value === "string" && STATUS_CODE.test(value)) return read(value);
    const code = typeof value === "string" ? "RELAY_TEXT_INVALID" : "RELAY_TYPE_INVALID";
    return refuse(code, property, `is ${quoteValue(value)}: write a status code such as 5.7.1.`);
  },
  schema: { type: "string", pattern: STATUS_CODE.source, description: "a status code such as 5.7.1" },
};

/** Status codes, sorted, each once. */
export const statusCodes: Format<readonly string[]> = list({
  item: statusCode,
  min: 0,
  max: 100,
  of: "status codes",
  canonical: sortedOnce,
});
