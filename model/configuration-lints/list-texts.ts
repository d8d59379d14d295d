const MOST = 3;

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export function listTexts(texts: readonly string[]): string {
  const shown = texts.length > MOST + 1 ? [...texts.slice(0, MOST), `${texts.length - MOST} more`] : texts;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}
