// Whatever a reader may take for a line end, a control or a change of direction: other people's text can hold all of it.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]+/gu;
// eslint-disable-next-line no-control-regex -- the range of ASCII is what is meant
const NOT_ASCII = /[^\u0000-\u007f]/gu;

/** Octets that a line has room for beside its name (RFC 5322 §2.1.1: 998 in all). */
const ROOM = 900;

/**
 * Other people's text on one line of a message: no line end, no control character, never too long. `ascii` shows other
 * letters as "?".
 */
export function plainLine(text: string, letters: "ascii" | "utf-8"): string {
  const line = text.replace(UNSAFE, " ").trim();
  return cut(letters === "ascii" ? line.replace(NOT_ASCII, "?") : line);
}

export function isAscii(text: string): boolean {
  return text.search(NOT_ASCII) < 0;
}

function cut(line: string): string {
  const bytes = Buffer.from(line);
  // A letter that is cut in two would be read as another.
  return bytes.length <= ROOM
    ? line
    : bytes
        .subarray(0, ROOM)
        .toString()
        .replace(/\ufffd+$/, "");
}
