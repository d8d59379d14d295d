/** xtext: printable ASCII but "+" and "=", other octets as "+" and two hex digits (RFC 3461 §4). */
const XTEXT = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/;
/** RFC 6533 §3: with SMTPUTF8 the letters may stand as they are. */
const UTF8_XTEXT = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2}|[^\0-\u009f\ufffd])+$/u;
const ENCODED_CONTROL = /\+(?:[01][0-9A-F]|7F)/;

/** True for xtext that says printable characters only: it ends up in notifications and in commands to the next hop. */
export function isXtext(text: string, letters: "ascii" | "utf-8" = "ascii"): boolean {
  return (letters === "ascii" ? XTEXT : UTF8_XTEXT).test(text) && !ENCODED_CONTROL.test(text);
}
