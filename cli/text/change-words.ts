/** Items of a list that are told. */
const SHOWN = 8;
const LONGEST = 200;

/** `a -> b`; of two lists what went and what came: `- 192.168.2.55, + 192.168.2.0/24`. */
export function changeWords(old: unknown, now: unknown): string {
  if (!Array.isArray(old) || !Array.isArray(now)) return `${jsonWords(old)} -> ${jsonWords(now)}`;
  const [olds, news] = [old.map(jsonWords), now.map(jsonWords)];
  const went = olds.filter((item) => !news.includes(item)).map((item) => `- ${item}`);
  const came = news.filter((item) => !olds.includes(item)).map((item) => `+ ${item}`);
  // Another order alone.
  if (came.length + went.length === 0) return `${jsonWords(old)} -> ${jsonWords(now)}`;
  return listWords([...went, ...came]);
}

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
