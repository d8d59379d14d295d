const NAMED = /\b(?:pass(?:word|phrase|wd|code)?|pwd|secret|token|api[-_ ]?key)\b\s*(?:[:=]|\bis\b)\s*(\S{6,})/giu;
const IN_ADDRESS = /\b[a-z][a-z\d+.-]{0,30}:\/\/[^\s/:@]+:[^\s/@]+@/iu;

/**
 * Whether a note reads as if somebody had written a password into it: a word for one, and behind it something that no
 * dictionary has; or an address with credentials. A guess, for people to look at.
 */
export function holdsPassword(text: unknown): boolean {
  if (typeof text !== "string") return false;
  if (IN_ADDRESS.test(text)) return true;
  return [...text.matchAll(NAMED)].some(([, word = ""]) => /[\d!$%&*+=?@^~|]/u.test(word));
}
