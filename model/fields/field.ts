import type { Parsed } from "../failure";
import type { SettingsOf } from "../settings";

/** A fragment of JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** How one value is read from outside and described. */
export interface Format<Value> {
  /** The canonical value, or everything wrong with it. Never throws. A canonical value reads as itself. */
  parse(value: unknown, property: string): Parsed<Value>;
  /** For lists: judges one entry, so that the known entries of a list with unknown ones are judged too. */
  parseItem?(value: unknown, property: string): Parsed<unknown>;
  /** What `parse` accepts, as far as JSON Schema can say it. */
  readonly schema: JsonSchema;
}

/** Everything the product knows about one input: check, diff, API, document and docs page are made from it. */
export interface Field<Value> extends Format<Value> {
  readonly onChange: "update" | "replace";
  /** The host stores it, so a change by hand is drift. */
  readonly hostStored: boolean;
  /** Value of an input that was left out; undefined means that it is required. */
  readonly default: Value | undefined;
  /** One sentence. */
  readonly doc: string;
  /** Where the meaning comes from: a parameter page, an RFC, or the project itself. */
  readonly source: string;
}

/** One entry for every input: leaving one out does not compile. */
export type FieldTable<Settings> = { readonly [Name in keyof Settings]-?: Field<Settings[Name]> };

/** The field tables of every kind. */
export type FieldTables = { readonly [K in keyof SettingsOf]: FieldTable<SettingsOf[K]> };

/** What a row of a table says beside the format. */
export interface FieldFacts<Value> {
  /** Left out: required. */
  readonly default?: Value;
  readonly doc: string;
  readonly source: string;
  /** @default "update" */
  readonly onChange?: "update" | "replace";
}

/** A row of a field table. */
export function field<Value>(format: Format<Value>, facts: FieldFacts<Value>): Field<Value> {
  const { onChange = "update", doc, source } = facts;
  return { ...format, onChange, hostStored: true, default: facts.default, doc, source };
}
