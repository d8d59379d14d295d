import { isUtf8 } from "node:buffer";
import { ImportRefusal } from "../import-refusal";

const SAVE_AGAIN = "save it as UTF-8 or UTF-16";

/**
 * The text of a file in UTF-8 or UTF-16, with byte order mark or without: Out-File of Windows PowerShell writes UTF-16,
 * its Export-Csv and that of PowerShell 7 UTF-8.
 * @throws ImportRefusal for every other encoding and for NUL characters, naming the line
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const text = decodeAs(encodingOf(bytes, file), bytes, file);
  const nul = text.indexOf("\0");
  if (nul < 0) return text;
  throw new ImportRefusal(
    { file, at: `:${lineAt(text, nul)}` },
    `has a NUL character, which no text has; ${SAVE_AGAIN}.`,
  );
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

function encodingOf(bytes: Uint8Array, file: string): Encoding {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    throw new ImportRefusal({ file, at: ":1" }, `is in UTF-32; ${SAVE_AGAIN}.`);
  }
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return guessUtf16(bytes.subarray(0, 1024)) ?? "utf-8";
}

// Exports begin with plain ASCII, of which UTF-16 makes every second byte zero.
function guessUtf16(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  for (let index = 0; index < head.length; index += 1) if (head[index] === 0) zeros[index % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 4;
  if (odd > many && even < odd / 8) return "utf-16le";
  return even > many && odd < even / 8 ? "utf-16be" : undefined;
}

function decodeAs(encoding: Encoding, bytes: Uint8Array, file: string): string {
  if (encoding === "utf-8" && !isUtf8(bytes)) {
    const why = `is neither UTF-8 nor UTF-16 from this line on; ${SAVE_AGAIN}.`;
    throw new ImportRefusal({ file, at: `:${badUtf8Line(bytes)}` }, why);
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ImportRefusal({ file, at: "" }, `is cut off or broken UTF-16; ${SAVE_AGAIN}.`);
  }
}

function badUtf8Line(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(start, next))) return line;
    start = next;
  }
  return line;
}

/** Line of a place in a text, counted from 1. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
