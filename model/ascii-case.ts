/**
 * Lower case of A to Z alone. Full case folding makes a `k` of the Kelvin sign, and so another mailbox equal to one that
 * is allowed.
 */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
