import { quoteValue } from "../../../model";
import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import { type RawObject, type RawRecord, type RawValue, rawRecord } from "./raw-record";

const DEEPEST = 64;
const MOST_VALUES = 1_000_000;
const MOST_OBJECTS = 300_000;

/**
 * Reads the output of ConvertTo-Json: one object or a list of them.
 * @throws ImportRefusal with line and column of what is not JSON
 */
export function readJson({ file, text }: InputFile): readonly RawRecord[] {
  refuseBomb(text, file);
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

// JSON.parse makes an object of 50 bytes from two characters; this is found before any memory is spent.
function refuseBomb(text: string, file: string): void {
  let depth = 0;
  let values = 0;
  let objects = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1;
      objects += 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth -= 1;
    else if (code === COMMA) values += 1;
    if (depth > DEEPEST) throw new ImportRefusal({ file, at: lineAndColumn(text, index) }, "is nested too deep.");
    if (values > MOST_VALUES || objects > MOST_OBJECTS)
      throw new ImportRefusal({ file, at: lineAndColumn(text, index) }, "has too many values.");
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) {
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  }
  return index;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const index = position === undefined ? text.length : Number(position);
    const at = lineAndColumn(text, index);
    // Node repeats the text around the place, which may be anything.
    const why = index >= text.trimEnd().length ? "ends too early" : "is broken here";
    throw new ImportRefusal({ file, at }, `the JSON ${why}; write it again with ConvertTo-Json.`);
  }
}

function lineAndColumn(text: string, index: number): string {
  const before = text.slice(0, index);
  const start = before.lastIndexOf("\n") + 1;
  return `:${before.split("\n").length}:${index - start + 1}`;
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
