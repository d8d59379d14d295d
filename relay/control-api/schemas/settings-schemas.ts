import { type TSchema, Type } from "typebox";
import { type Field, FIELDS, type Kind } from "../../../model";

/** Name of the component that describes what a client may send for a kind: properties with a default may be left out. */
export function inputComponent(kind: Kind): string {
  return `${kind}Input`;
}

/** Name of the component that describes settings as the host answers them: every property, in canonical form. */
export function settingsComponent(kind: Kind): string {
  return `${kind}Settings`;
}

/** Both components of a kind, made from its field table. */
export function settingsSchemas(kind: Kind): readonly TSchema[] {
  const fields = Object.entries<Field<unknown>>(FIELDS[kind]);
  const names = fields.map(([name]) => name);
  const needed = fields.filter(([, field]) => field.default === undefined).map(([name]) => name);
  return [
    settingsObject(inputComponent(kind), needed, fields.map(inputProperty)),
    settingsObject(settingsComponent(kind), names, fields.map(settledProperty)),
  ];
}

type Property = readonly [name: string, schema: object];

function settingsObject($id: string, required: readonly string[], properties: readonly Property[]): TSchema {
  const schema = {
    $id,
    type: "object",
    additionalProperties: false,
    required,
    properties: Object.fromEntries(properties),
  };
  return Type.Unsafe<Record<string, unknown>>(schema);
}

function inputProperty([name, field]: readonly [string, Field<unknown>]): Property {
  const byDefault = field.default === undefined ? {} : { default: field.default };
  return [name, { ...field.schema, description: describe(field), ...byDefault }];
}

function settledProperty([name, field]: readonly [string, Field<unknown>]): Property {
  return [name, { ...field.schema, description: describe(field) }];
}

function describe(field: Field<unknown>): string {
  return `${field.doc} Source: ${field.source}.`;
}
