const MAX_FIELD = 2048;

// Nearly every field there is, told by one look.
const PLAIN = /^(?:[\w<[/][\w<>[\]@.:;/ =+~#|\\*-]*)?$/;

/**
 * One CSV field. Control characters, which could begin a line of their own, become spaces; formula starts are quoted.
 * @param most Characters kept.
 */
export function csvField(text: string, most: number = MAX_FIELD): string {
  if (text.length <= most && PLAIN.test(text)) return text;
  const clean = text.slice(0, most).replace(/[\p{Cc}\u2028\u2029]/gu, " ");
  return /^[-+=@\t]|[",]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean;
}

/** The fields of a line that csvField wrote. */
export function csvFields(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(",");
  const fields: string[] = [];
  for (const [, quoted, plain] of `${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g)) {
    fields.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
  }
  return fields;
}
