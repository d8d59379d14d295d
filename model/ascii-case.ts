/**
 * Lower case of A to Z alone. Full case folding makes a `k` of the Kelvin sign, and so another mailbox equal to one that
 * is allowed.
 */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Upper case of a to z alone: SMTP's keywords are ASCII, and `ma\u0131l` with a dotless i is not one of them. */
export function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
