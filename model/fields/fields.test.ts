import { Compile } from "typebox/schema";
import { settled, EXAMPLES } from "../settle-examples";
import type { Kind, TransportConfigSettings } from "../settings";
import type { Field, FieldTable } from "./field";
import { FIELDS } from "./fields";
import { settingsSchema } from "./settings-schema";
import { TRANSPORT_CONFIG_FIELDS } from "./transport-config-fields";

const KINDS = Object.keys(FIELDS) as Kind[];

const ROWS = KINDS.flatMap((kind) =>
  Object.entries<Field<unknown>>(FIELDS[kind]).map(([name, field]) => ({ input: `${kind}.${name}`, name, field })),
);

test("a table that leaves out an input does not compile", () => {
  const { reason, ...others } = TRANSPORT_CONFIG_FIELDS;
  // @ts-expect-error reason is missing
  const table: FieldTable<TransportConfigSettings> = others;
  expect({ ...table, reason }).toEqual(TRANSPORT_CONFIG_FIELDS);
});

test.each(ROWS)("$input: its default reads as itself, and its words are whole sentences", ({ name, field }) => {
  if (field.default !== undefined) expect(field.parse(field.default, name)).toEqual({ ok: true, value: field.default });
  expect(field.doc).toMatch(/^[A-Z].*\.$/);
  expect(field.source).not.toBe("");
  expect(field.hostStored).toBe(true);
});

test.each(ROWS)("$input: a wrong type is one failure on the input", ({ name, field }) => {
  for (const wrong of [{}, Symbol("x"), () => 1, Number.NaN]) {
    expect(field.parse(wrong, name)).toMatchObject({ ok: false, failures: [{ property: name }] });
  }
});

test.each(KINDS)("the schema of %s takes the example and its settled form, and no unknown property", (kind) => {
  const schema = Compile(settingsSchema(kind));
  expect(schema.Check(settled(kind, EXAMPLES[kind]))).toBe(true);
  expect(schema.Check({ ...EXAMPLES[kind], colour: "red" })).toBe(false);
});
