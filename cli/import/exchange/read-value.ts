import { formatTimeSpan, quoteValue } from "../../../model";
import { isRawObject, type RawObject, type RawValue } from "./raw-record";

/** A value that cannot be read. `why` follows the value's name. */
export class UnreadableValue {
  constructor(readonly why: string) {}
}

const ASK_FOR_TEXT = "export it as text, as docs/import.md shows";
// Where a local session's ConvertTo-Json keeps what ToString would say.
const TEXT_PROPERTIES = [
  "rawidentity",
  "expression",
  "ipaddresstostring",
  "domain",
  "name",
  "originalstring",
  "address",
];

/** The text of a value; undefined when there is none. */
export function readText(value: RawValue): string | undefined | UnreadableValue {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.length > 1 ? new UnreadableValue("is a list") : readText(first(value));
  if (isRawObject(value)) return objectText(value) ?? new UnreadableValue(`is an object without text: ${ASK_FOR_TEXT}`);
  const text = (typeof value === "string" ? value : JSON.stringify(value)).trim();
  if (/^(?:Microsoft\.Exchange|System)\.[\w.`[\]]+$/.test(text)) {
    return new UnreadableValue(`shows the type of the value and not the value: ${ASK_FOR_TEXT}`);
  }
  if (/(?:\.\.\.|\u2026)\}?$/.test(text)) return new UnreadableValue(CUT);
  return text === "" || text === "{}" || /^\$?null$/i.test(text) ? undefined : text;
}

const CUT = "is cut off (...): set $FormatEnumerationLimit = -1 and widen the window, or use ConvertTo-Json";

function first(list: readonly RawValue[]): RawValue {
  return list[0] ?? null;
}

function objectText(value: RawValue): string | undefined {
  if (!isRawObject(value)) return undefined;
  if (value.text !== undefined) return value.text.trim();
  const [start, end] = [innerText(value, "lowerbound"), innerText(value, "upperbound")];
  const [address, port] = [innerText(value, "address"), value.properties.get("port")];
  if (typeof port === "number" && address !== undefined) return bindingText(address, port);
  for (const name of TEXT_PROPERTIES) {
    const text = innerText(value, name);
    if (text !== undefined) return text;
  }
  return start === undefined || end === undefined ? undefined : `${start}-${end}`;
}

function innerText(object: RawObject, name: string): string | undefined {
  const inner = object.properties.get(name) ?? null;
  const text = isRawObject(inner) ? objectText(inner) : inner;
  return typeof text === "string" && text !== "" ? text : undefined;
}

function bindingText(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The items of a list: a list, `{a, b}`, or texts that an export script joined by `;`, `|`, `,` or spaces. */
export function readTexts(value: RawValue): readonly string[] | UnreadableValue {
  if (Array.isArray(value)) {
    const texts: string[] = [];
    for (const item of value as readonly RawValue[]) {
      const text = readText(item);
      if (text instanceof UnreadableValue) return text;
      if (text !== undefined) texts.push(text);
    }
    return texts;
  }
  const text = readText(value);
  if (text === undefined || text instanceof UnreadableValue) return text ?? [];
  const inner = text.replace(/^\{(.*)\}$/s, "$1");
  const items = inner.split(/[;|,\s]+/).filter((item) => item !== "");
  return items.some((item) => /\.\.\.$|\u2026$/.test(item)) ? new UnreadableValue(CUT) : items;
}

/** A set of flags: enums that arrive as numbers are refused, because their values differ between versions. */
export function readFlags(value: RawValue): readonly string[] | UnreadableValue {
  const texts = typeof value === "number" ? [String(value)] : readTexts(value);
  if (texts instanceof UnreadableValue) return texts;
  const number = texts.find((text) => /^\d+$/.test(text));
  if (number === undefined) return texts;
  return new UnreadableValue(
    `is the number ${number}, as ConvertTo-Json writes a local session's flags: ${ASK_FOR_TEXT}`,
  );
}

export function readBool(value: RawValue): boolean | undefined | UnreadableValue {
  if (typeof value === "boolean") return value;
  const text = readText(value);
  if (text === undefined || text instanceof UnreadableValue) return text;
  const folded = text.toLowerCase().replace(/^\$/, "");
  if (folded === "true" || folded === "false") return folded === "true";
  return new UnreadableValue(`is ${quoteValue(text.slice(0, 40))}, and neither True nor False`);
}

/** A whole number, or the text as it is, for the model to judge. */
export function readNumber(value: RawValue): number | string | undefined | UnreadableValue {
  if (typeof value === "number") return value;
  const text = readText(value);
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** A number or `unlimited`, also as the property bag `{"IsUnlimited": false, "Value": 20}`. */
export function readLimit(value: RawValue): number | string | undefined | UnreadableValue {
  if (!isRawObject(value) || value.text !== undefined) return readNumber(value);
  if (value.properties.get("isunlimited") === true) return "unlimited";
  return readNumber(value.properties.get("value") ?? null);
}

/** A size: bytes, `36MB`, `36 MB (37,748,736 bytes)`, also below `Value`. */
export function readSize(value: RawValue): number | string | undefined | UnreadableValue {
  const inner = isRawObject(value) && value.text === undefined ? (value.properties.get("value") ?? value) : value;
  return readNumber(inner);
}

/** A time span: `[d.]hh:mm:ss`, also as the property bag of a TimeSpan. */
export function readSpan(value: RawValue): string | undefined | UnreadableValue {
  if (!isRawObject(value) || value.text !== undefined) return readText(value);
  const ticks = value.properties.get("ticks");
  if (typeof ticks !== "number" || ticks < 0) return new UnreadableValue(`is an object without Ticks: ${ASK_FOR_TEXT}`);
  return formatTimeSpan(Math.round(ticks / 10_000_000));
}

/** One value of a closed list. */
export function readChoice(value: RawValue): string | undefined | UnreadableValue {
  const flags = readFlags(value);
  if (flags instanceof UnreadableValue) return flags;
  return flags.length === 0 ? undefined : flags.join(", ");
}
