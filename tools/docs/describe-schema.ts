import type { JsonSchema } from "../../model";
import { code } from "./markdown-table";

/** What a value may be, in words, from the schema of its field. */
export function describeSchema(schema: JsonSchema): string {
  if (Array.isArray(schema["anyOf"])) return schema["anyOf"].map((one: JsonSchema) => describeSchema(one)).join(" or ");
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value) => code(String(value))).join(", ");
  if ("const" in schema) return code(JSON.stringify(schema["const"]));
  switch (schema["type"]) {
    case "array":
      return `list of: ${describeSchema(schema["items"] as JsonSchema)}`;
    case "integer":
      return `${group(schema["minimum"])} to ${group(schema["maximum"])}`;
    case "string":
      return describeText(schema);
    case "boolean":
      return "true or false";
    default:
      return String(schema["type"]);
  }
}

function describeText({ description, minLength, maxLength }: JsonSchema): string {
  if (typeof description === "string") return description;
  if (maxLength === undefined) return "text";
  return minLength === undefined || minLength === 0
    ? `text of at most ${group(maxLength)} characters`
    : `text of ${group(minLength)} to ${group(maxLength)} characters`;
}

function group(value: unknown): string {
  return typeof value === "number" ? value.toLocaleString("en-US") : String(value);
}
