/** A key that an object has twice: JSON.parse takes the last one and says nothing. */
export interface RepeatedKey {
  readonly key: string;
  readonly index: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
const COLON = /\s*:/y;

/** Finds the first key that is there twice in one object of a text that is JSON. */
export function findRepeatedKey(text: string): RepeatedKey | undefined {
  const open: Set<string>[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (isKey(text, index + token.length)) {
      const key = JSON.parse(token) as string;
      if (open.at(-1)?.has(key) === true) return { key, index };
      open.at(-1)?.add(key);
    }
  }
  return undefined;
}

function isKey(text: string, end: number): boolean {
  COLON.lastIndex = end;
  return COLON.test(text);
}
