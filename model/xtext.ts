/** xtext: printable ASCII but "+" and "=", other octets as "+" and two hex digits (RFC 3461 §4). */
const XTEXT = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/;
/** RFC 6533 §3: with SMTPUTF8 the letters may stand as they are. */
const UTF8_XTEXT = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2}|[^\0-\u009f\ufffd])+$/u;
const ENCODED_CONTROL = /\+(?:[01][0-9A-F]|7F)/;

/** True for xtext that says printable characters only: it ends up in notifications and in commands to the next hop. */
export function isXtext(text: string, letters: "ascii" | "utf-8" = "ascii"): boolean {
  return (letters === "ascii" ? XTEXT : UTF8_XTEXT).test(text) && !ENCODED_CONTROL.test(text);
}

/** True for xtext without octets beyond ASCII, which RFC 3461 §4.2 and §4.4 forbid: in a notification they could be anything. */
export function isAsciiXtext(text: string): boolean {
  return isXtext(text) && !/\+[89A-F]/.test(text);
}

/** What ASCII xtext says, one letter for each octet. */
export function decodeXtext(text: string): string {
  return text.replace(/\+([0-9A-F]{2})/g, (_, octet: string) => String.fromCharCode(Number.parseInt(octet, 16)));
}

/** Any text as ASCII xtext, its octets those of UTF-8: nothing in it can end a parameter or a command. */
export function encodeXtext(text: string): string {
  return text.replace(/[^!-*,-<>-~]/gu, (letter) =>
    Array.from(new TextEncoder().encode(letter), encodedOctet).join(""),
  );
}

function encodedOctet(octet: number): string {
  return `+${octet.toString(16).toUpperCase().padStart(2, "0")}`;
}
