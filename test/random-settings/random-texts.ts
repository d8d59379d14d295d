import fc from "fast-check";

/** Characters of texts for people: several scripts, pairs of surrogates, combining marks, quotes and backslashes. */
const ANY = [..."abcXYZ019 .,;:!?()[]{}<>/|'\"`~@#$%^&*-_=+\\äßñéÅøŁжЯ漢字かな한🔑👩‍💻e\u0301"];
const IN_NAMES = ANY.filter((character) => character !== "\\");

/** Text without control characters, with spaces wherever they fall. */
export function anyText(min: number, max: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...ANY), minLength: min, maxLength: max });
}

/** Something that is not blank. */
export const note = anyText(1, 60).filter((text) => text.trim() !== "");

/** A note, or null. */
export const noteOrNull = fc.option(note, { nil: null });

/** A name of a connector, account or group: no backslash, no spaces at its ends. */
export const name = fc
  .string({
    unit: fc.constantFrom(...IN_NAMES.filter((one) => !"\u0301\u200d".includes(one))),
    minLength: 1,
    maxLength: 40,
  })
  .map((text) => text.trim())
  .filter((text) => text !== "" && !/^s-\d/i.test(text));

const label = fc
  .string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCXYZ0123456789äöüé漢"), minLength: 1, maxLength: 12 })
  .map((text) => `d${text}`);

/** A domain of two to four labels, some of them in upper case or Unicode, some with the dot of the root. */
export const domain = fc
  .tuple(
    fc.array(label, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("example", "Test", "corp", "com"),
    fc.boolean(),
  )
  .map(([labels, top, isRooted]) => `${[...labels, `own-${top}`].join(".")}.${top}${isRooted ? "." : ""}`);

/** A domain or `*.domain`. */
export const domainPattern = fc.tuple(fc.boolean(), domain).map(([below, name]) => (below ? `*.${name}` : name));

/** A whole address at a domain. */
export function addressAt(domains: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const local = fc.string({ unit: fc.constantFrom(..."abcXYZ019!#$%&'*+-/=?^_`{|}~"), minLength: 1, maxLength: 30 });
  return fc
    .tuple(
      local,
      domains.map((text) => text.replace(/\.$/, "")),
    )
    .map((parts) => parts.join("@"));
}

/** An entry of a list of senders or recipients. */
export const mailScope = fc.oneof(addressAt(domain), domainPattern);

/** A time span of whole seconds. */
export function timeSpan(min: number, max: number): fc.Arbitrary<string> {
  return fc.tuple(fc.integer({ min, max }), fc.boolean()).map(([seconds, showsDays]) => {
    const days = Math.floor(seconds / 86_400);
    const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
    return days > 0 || showsDays ? `${days}.${clock}` : clock;
  });
}

/** A number of bytes in one of the ways to write it. */
export function byteSize(min: number, max: number): fc.Arbitrary<number | string> {
  const bytes = fc.integer({ min, max });
  const inUnits = (unit: number, spelt: string) =>
    fc.integer({ min: Math.ceil(min / unit), max: Math.floor(max / unit) }).map((count) => `${count}${spelt}`);
  const shown = bytes.map((count) => `about (${count.toLocaleString("en-US")} bytes)`.replace("about", `${count}B`));
  return fc.oneof(bytes, bytes.map(String), inUnits(1024, "KB"), inUnits(1024 ** 2, " MB"), shown);
}

/** A count, or `unlimited`. */
export function limit(min: number, max: number): fc.Arbitrary<number | string> {
  return fc.oneof({ weight: 4, arbitrary: fc.integer({ min, max }) }, fc.constant("unlimited"));
}

/** A time to come, in RFC 3339 with any offset and fraction. */
export const laterInstant = fc
  .tuple(
    fc.integer({ min: Date.UTC(2030, 0), max: Date.UTC(2090, 0) }),
    fc.constantFrom("Z", "+02:00", "-11:30", "+14:00"),
    fc.constantFrom("", ".5", ".123456789"),
  )
  .map(([at, offset, fraction]) => `${new Date(at).toISOString().slice(0, 19)}${fraction}${offset}`);

/** One of some words, in any case. */
export function inAnyCase<Word extends string>(...words: readonly Word[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...words), fc.constantFrom("as it is", "lower", "upper"))
    .map(([word, how]) => (how === "lower" ? word.toLowerCase() : how === "upper" ? word.toUpperCase() : word));
}
