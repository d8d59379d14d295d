import { randomBytes } from "node:crypto";

// Crockford's base 32: nothing in it is mistaken for something else on the telephone.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Characters, 5 random bits each. */
const LENGTH = 8;

/** A new reference, `8F3K-2M7Q`: 40 random bits, so that nobody comes upon another client's by trying. */
export function newReference(): string {
  const text = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** The reference that somebody has typed, in any case, with or without its hyphen; undefined: it is none. */
export function parseReference(text: string): string | undefined {
  const plain = text.trim().toUpperCase().replace("-", "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain)) return undefined;
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}
