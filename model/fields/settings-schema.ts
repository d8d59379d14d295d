import type { Kind } from "../settings";
import type { Field, JsonSchema } from "./field";
import { FIELDS } from "./fields";

/** JSON Schema (draft 2020-12) of one kind's settings as input: what is left out has its default. */
export function settingsSchema(kind: Kind): JsonSchema {
  const fields = Object.entries<Field<unknown>>(FIELDS[kind]);
  return {
    type: "object",
    additionalProperties: false,
    required: fields.filter(([, field]) => field.default === undefined).map(([name]) => name),
    properties: Object.fromEntries(fields.map(([name, field]) => [name, propertySchema(field)])),
  };
}

function propertySchema({ schema, doc, default: fallback }: Field<unknown>): JsonSchema {
  return { ...schema, description: doc, ...(fallback === undefined ? {} : { default: fallback }) };
}
