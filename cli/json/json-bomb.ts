import type { JsonFault } from "../../model";

/** How much a JSON text may make of itself. */
export interface JsonLimits {
  readonly depth: number;
  /** Objects and lists. */
  readonly containers: number;
  /** Members and items, give or take the last of each. */
  readonly values: number;
}

/**
 * Where a text would cost more memory than its length lets expect: JSON.parse makes an object of 50 bytes from two
 * characters. Found before any of it is spent; undefined: nowhere.
 */
export function findJsonBomb(text: string, limits: JsonLimits): JsonFault | undefined {
  let [depth, values, containers] = [0, 0, 0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1;
      containers += 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth -= 1;
    else if (code === COMMA) values += 1;
    if (depth > limits.depth) return { index, what: "is nested too deep." };
    if (values > limits.values || containers > limits.containers) return { index, what: "has too many values." };
  }
  return undefined;
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
