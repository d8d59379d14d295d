/** Items of a list that are told. */
const SHOWN = 8;
const LONGEST = 200;

/** A value of settings in a line: lists without brackets, texts without quotes. */
export function jsonWords(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return listWords(value.map(jsonWords));
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

function listWords(items: readonly string[]): string {
  if (items.length === 0) return "none";
  const rest = items.length - SHOWN;
  return rest <= 0 ? items.join(", ") : `${items.slice(0, SHOWN).join(", ")} and ${rest} more`;
}
