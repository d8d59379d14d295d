import { encodeXtext, parseByteSize, parseInstant, parseTimeSpan, formatTimeSpan, type Parsed } from "../../../model";
import { parseAccountName } from "../../../model/account-name";
import { formatAddressSpace, parseAddressSpace } from "../../../model/address-space";
import { formatBinding, parseBinding } from "../../../model/binding";
import { parseMailScope } from "../../../model/mail-scope";
import { parsePrincipal } from "../../../model/parse-principal";
import { formatSmartHost, parseSmartHost } from "../../../model/smart-host";
import { decodeXtext, isAsciiXtext } from "../../../model/xtext";
import { readPlain } from "../../../relay/session/sasl-plain";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

type Reader = readonly [name: string, read: (text: string) => Parsed<unknown>, write?: (value: never) => string];

const READERS: readonly Reader[] = [
  ["binding", (text) => parseBinding(text, "p"), formatBinding],
  ["smart host", (text) => parseSmartHost(text, "p"), formatSmartHost],
  ["address space", (text) => parseAddressSpace(text, "p"), formatAddressSpace],
  ["scope", (text) => parseMailScope(text, "p", { wildcards: true, nullSender: true })],
  ["account", (text) => parseAccountName(text, "p")],
  ["principal", (text) => parsePrincipal(text, "p")],
  ["time span", (text) => parseTimeSpan(text, "p"), formatTimeSpan],
  ["instant", (text) => parseInstant(text, "p")],
  ["size", (text) => parseByteSize(text, "p")],
];

const WORDS = [
  "0.0.0.0:25",
  "[::]:25",
  "smart.contoso.com:587",
  "*",
  "*.contoso.com;5",
  "<>",
  "NT AUTHORITY\\",
  "S-1-5-7",
];

/** Every small text of a configuration or a command: what is read is written and read again as the same. */
export const smallTexts = pureTarget({
  name: "small-texts",
  seeds: textSeeds(...WORDS, "00:10:00", "1.00:00:00", "2027-01-31T00:00:00Z", "36 MB", "a+40b", "\0user\0password"),
  words: [...WORDS, ":", ";", "T", "Z", "+", "MB", "KB", "-", ".", "\u200b", "\u0130", "99999999999"],
  make: (random) => Buffer.from(`${random.pick(WORDS)}${random.text("0123456789:.[]*;-+TZ aMB\\", 8)}`),
  run: (input) => {
    const text = input.toString("utf8");
    judgeXtext(text);
    judgePlain(input);
    return READERS.map((reader) => judge(reader, text)).join("");
  },
});

function judge([name, read, write]: Reader, text: string): string {
  const parsed = read(text);
  if (!parsed.ok) {
    must(parsed.failures.length > 0, `${name}: refused without a word`);
    return ".";
  }
  const spelt = write === undefined ? String(parsed.value) : write(parsed.value as never);
  must(!/\p{Cc}/u.test(spelt), `${name}: a control character was accepted`, spelt);
  mustEqual(readable(read(spelt)), readable(parsed), `${name}: reads otherwise the second time`);
  return name[0] ?? "";
}

function readable(parsed: Parsed<unknown>): unknown {
  return JSON.parse(JSON.stringify(parsed, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
}

function judgeXtext(text: string): void {
  const encoded = encodeXtext(text);
  must(/^[\x21-\x7e]*$/.test(encoded) && !encoded.includes("="), "xtext has other letters", encoded);
  if (/^[\x20-\x7e]+$/.test(text)) mustEqual(decodeXtext(encoded), text, "xtext does not say the same");
  if (isAsciiXtext(text)) must(!/\p{Cc}/u.test(decodeXtext(text)), "xtext hides a control character", text);
}

function judgePlain(input: Buffer): void {
  const read = readPlain(input);
  if (typeof read === "string") return;
  must(!read.user.includes("\0") && read.user !== "" && !read.password.includes("\0"), "SASL PLAIN has NUL", read);
}
