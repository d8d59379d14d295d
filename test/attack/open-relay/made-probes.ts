import type { FuzzRandom } from "../../fuzz/fuzz-random";
import type { ProbeNames } from "./known-probes";

/** Characters that look like, fold to or hide between those of ASCII. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: "\u0430\u1d43\uff41\u00e0",
  c: "\u0441\uff43\u217d",
  e: "\u0435\uff45",
  i: "\u0456\u0131\u2170",
  k: "\u212a",
  m: "\u217f\uff4d",
  n: "\uff4e\u0578",
  o: "\u043e\u03bf\u0585\uff4f\u00ba",
  s: "\u017f\u0455\uff53",
  t: "\uff54\u0442",
  ".": "\u3002\uff0e\uff61\u2024",
  "@": "\uff20\ufe6b",
};
const HIDDEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\ufe0f"];
const SIGNS = [
  "%",
  "!",
  "@",
  ":",
  ",",
  ";",
  "#",
  "/",
  "\\",
  '"',
  "(",
  ")",
  "[",
  "]",
  " ",
  "\t",
  "\0",
  "\x7f",
  ".",
  "..",
  "=",
  "+",
];

/** A recipient that is put together from both domains and every sign that ever routed mail. */
export function makeRecipient({ own, host, literal, foreign }: ProbeNames, random: FuzzRandom): string {
  const domain = (): string => disguise(random.pick([own, foreign, host, literal, foreign, own]), random);
  const sign = (): string => random.pick(SIGNS);
  const local = random.pick([
    "y",
    '"y"',
    `y${sign()}${domain()}`,
    `${domain()}${sign()}y`,
    `"y${sign()}${domain()}"`,
    "",
  ]);
  const route = random.oneIn(4)
    ? `@${domain()}${random.pick([":", ",@", ""])}${random.oneIn(2) ? `${domain()}:` : ""}`
    : "";
  const tail = random.oneIn(4) ? `${sign()}${random.oneIn(2) ? domain() : ""}` : "";
  return `${route}${local}${random.pick(["@", "@", "@", "@", "@@", "%", "!", ""])}${domain()}${tail}`;
}

/** A domain in another dress: another case, letters that look alike, something that cannot be seen. */
function disguise(domain: string, random: FuzzRandom): string {
  switch (random.below(7)) {
    case 0:
      return domain.toUpperCase();
    case 1:
      return [...domain]
        .map((letter) => (random.oneIn(4) ? pickFrom(LOOKALIKES[letter] ?? letter, random) : letter))
        .join("");
    case 2: {
      const at = random.below(domain.length + 1);
      return `${domain.slice(0, at)}${random.pick(HIDDEN)}${domain.slice(at)}`;
    }
    case 3:
      return `${domain}${random.pick([".", "..", "\u3002", ".com", "-", "_"])}`;
    case 4:
      return `${random.pick([".", "sub.", "*.", "xn--", "-"])}${domain}`;
    default:
      return domain;
  }
}

function pickFrom(letters: string, random: FuzzRandom): string {
  return random.pick([...letters]);
}
