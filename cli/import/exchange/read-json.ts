import { findJsonFault, lineAndColumn, quoteValue } from "../../../model";
import { findJsonBomb } from "../../json/json-bomb";
import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import { type RawObject, type RawRecord, type RawValue, rawRecord } from "./raw-record";

const LIMITS = { depth: 64, values: 1_000_000, containers: 300_000 };

/**
 * Reads the output of ConvertTo-Json: one object or a list of them.
 * @throws ImportRefusal with line and column of what is not JSON
 */
export function readJson({ file, text }: InputFile): readonly RawRecord[] {
  const bomb = findJsonBomb(text, LIMITS);
  if (bomb !== undefined) throw new ImportRefusal({ file, at: `:${lineAndColumn(text, bomb.index)}` }, bomb.what);
  const parsed = parse(text, file);
  const items = Array.isArray(parsed) ? (parsed as readonly unknown[]) : [parsed];
  return items.map((item, index) => {
    const at = Array.isArray(parsed) ? ` [${index}]` : "";
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      throw new ImportRefusal({ file, at }, `is ${quoteValue(item)} and no object of Get-ReceiveConnector.`);
    }
    const properties = Object.entries(item).map(([name, value]) => ({ name, value: rawOf(value) }));
    return rawRecord({ file, at }, properties);
  });
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { index } = findJsonFault(text);
    const why = index >= text.trimEnd().length ? "ends too early" : "is broken here";
    const at = `:${lineAndColumn(text, index)}`;
    throw new ImportRefusal({ file, at }, `the JSON ${why}; write it again with ConvertTo-Json.`);
  }
}

/** A list that Windows PowerShell wrapped as `{"value": [...], "Count": 2}` is the list. */
function rawOf(value: unknown): RawValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (Array.isArray(value)) return value.map(rawOf);
  const entries = Object.entries(value as object);
  const [first, second] = entries;
  if (entries.length === 2 && first?.[0] === "value" && second?.[0] === "Count" && Array.isArray(first[1])) {
    return first[1].map(rawOf);
  }
  return rawObject(entries);
}

function rawObject(entries: readonly (readonly [string, unknown])[]): RawObject {
  return { text: undefined, properties: new Map(entries.map(([name, value]) => [name.toLowerCase(), rawOf(value)])) };
}
