import type { Parsed } from "./failure";
import { Refusal, type TextShape, gateText, parsedOf } from "./refusal";

const SHAPE: TextShape = { noun: "a size", examples: "37748736, 36MB or 36 MB (37,748,736 bytes)", longest: 80 };
/** Exchange's units are powers of 1024. */
const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/**
 * Reads a size into bytes: a whole number, a number with B, KB, MB, GB or TB, or Exchange's own display
 * `36 MB (37,748,736 bytes)`, whose bytes count because the number in front is rounded.
 */
export function parseByteSize(value: unknown, property: string): Parsed<number> {
  return parsedOf(readByteSize(value), { value, property, code: "RELAY_BYTE_SIZE_INVALID" });
}

/** As Exchange shows a size: `36 MB (37,748,736 bytes)`. */
export function formatByteSize(bytes: number): string {
  const unit = ["TB", "GB", "MB", "KB"].find((name) => bytes >= (UNITS[name] ?? 1)) ?? "B";
  const rounded = Number((bytes / (UNITS[unit] ?? 1)).toPrecision(4));
  return `${rounded} ${unit} (${bytes.toLocaleString("en-US")} bytes)`;
}

function readByteSize(value: unknown): number | Refusal {
  if (typeof value === "number") return wholeBytes(value);
  const text = gateText(value, SHAPE);
  if (text instanceof Refusal) return text;
  if (/^\d+$/.test(text)) return wholeBytes(Number(text));
  const shown = /^(.*\S)\s*\(\s*([\d.,'’\s\u00a0\u202f]+?)\s*bytes?\s*\)$/i.exec(text);
  return shown ? readShown(shown[1] ?? "", shown[2] ?? "") : readWithUnit(text);
}

function readWithUnit(text: string): number | Refusal {
  const size = readAmount(text);
  return size === undefined ? new Refusal(`is not a size; write one such as ${SHAPE.examples}`) : wholeBytes(size);
}

// The group separator is the culture's: comma, dot, apostrophe or a space.
function readShown(rounded: string, grouped: string): number | Refusal {
  if (!/^\d{1,3}(?:([.,'’\s\u00a0\u202f])\d{3}(?:\1\d{3})*)?$|^\d+$/.test(grouped)) {
    return new Refusal("has bytes that are not grouped by thousands; write the number of bytes alone");
  }
  const bytes = Number(grouped.replace(/\D/g, ""));
  const size = readAmount(rounded.replace(",", "."));
  if (size === undefined) return new Refusal(`is not a size; write one such as ${SHAPE.examples}`);
  // Exchange shows four digits; more than a hundredth apart, the two numbers are not the same size.
  if (Math.abs(bytes - size) > size / 100)
    return new Refusal("names two different sizes; write the number of bytes alone");
  return wholeBytes(bytes);
}

function readAmount(text: string): number | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s?([KMGT]?B)$/i.exec(text);
  const unit = UNITS[(parts?.[2] ?? "").toUpperCase()];
  return unit === undefined ? undefined : Number(parts?.[1]) * unit;
}

function wholeBytes(size: number): number | Refusal {
  if (!Number.isFinite(size) || size < 0)
    return new Refusal("is not a size; write a number of bytes that is not negative");
  if (!Number.isInteger(size)) return new Refusal("is not a whole number of bytes; write one");
  return Number.isSafeInteger(size) ? size : new Refusal("is larger than any size can be; write a smaller one");
}
