const LONGEST = 80;

/**
 * An outside value as a message may show it: in quotes, escaped so that control and invisible characters can neither
 * hide nor forge a line, and cut after 80 characters.
 */
export function quoteValue(value: unknown): string {
  if (typeof value !== "string") return `${describeType(value)}`;
  const shown = value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value;
  return JSON.stringify(shown).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function describeType(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
