import DataStream from "nodemailer/lib/smtp-connection/data-stream";
import { ChunkDecoder } from "../../../relay/session/chunk-decoder";
import { DataDecoder, MAX_LINE_LENGTH } from "../../../relay/session/data-decoder";
import { LineEndingMender } from "../../../relay/session/line-ending-mender";
import { LineWatch } from "../../../relay/session/line-watch";
import type { FuzzRandom } from "../fuzz-random";
import { endsEarly } from "../next-hops";
import { throughStream } from "../through-stream";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

const BREAKS = ["\r", "\n", "\r\n", "\0", "", ".", "..", " ", "x"];

/** Bytes after DATA and BDAT at random chunks, beside the same rules as patterns over the whole text. */
export const messageData = pureTarget({
  name: "message-data",
  seeds: textSeeds(
    "Subject: x\r\n\r\nbody\r\n.\r\n",
    ".\r\n",
    "..\r\n.\r\nQUIT\r\n",
    "a\n.\n",
    "a\r.\r",
    "\r\n.\r\r\n",
  ),
  words: [...BREAKS, "\r\n.\r\n", "\n.\n", "x".repeat(100)],
  make: (random) => Buffer.from(Array.from({ length: random.between(1, 12) }, () => random.pick(BREAKS)).join("")),
  run: async (input, random) => {
    const pieces = random.cut(input);
    const data = readData(pieces);
    mustEqual(data, expectedData(input.toString("latin1")), "DATA reads otherwise than the rules say");
    const chunk = readChunk(pieces, input.length);
    mustEqual(chunk, expectedLines(input.toString("latin1")), "BDAT judges lines otherwise than the rules say");
    for (const content of [data.content, input.toString("latin1")]) await judgeMended(content, random);
    return `${data.ended} ${data.bare} ${chunk.bare} ${data.overlong}`;
  },
});

interface ReadContent {
  readonly content: string;
  readonly used: number;
  readonly ended: boolean;
  readonly bare: boolean;
  readonly overlong: boolean;
}

function readData(pieces: readonly Buffer[]): ReadContent {
  const decoder = new DataDecoder();
  let content = "";
  let used = 0;
  for (const piece of pieces) {
    if (decoder.ended) break;
    used += decoder.read(piece, (run) => void (content += run.toString("latin1")));
  }
  return { content, used, ended: decoder.ended, bare: decoder.bareLineEnding, overlong: decoder.overlongLine };
}

function expectedData(text: string): ReadContent {
  const found = `\r\n${text}`.indexOf("\r\n.\r\n");
  const ended = found >= 0;
  const used = ended ? found + 3 : text.length;
  const before = ended ? text.slice(0, found) : withoutOpenEnd(text);
  const content = before.replace(/(^|\r\n)\./g, "$1");
  return { content, used, ended, bare: isBare(seenOf(content, ended)), overlong: isOverlong(content) };
}

// A dot, or a dot and a CR, at the start of the last line is held back until the next byte.
function withoutOpenEnd(text: string): string {
  return text.replace(/(^|\r\n)\.\r?$/, "$1");
}

// What follows a CR at the very end is not known yet; before the end of DATA it always is.
function seenOf(content: string, ended: boolean): string {
  return ended ? content : content.replace(/\r$/, "");
}

function isBare(text: string): boolean {
  return /(?:^|[^\r])\n|\r(?!\n)/.test(text);
}

function isOverlong(text: string): boolean {
  return text.split("\n").some((line) => line.replace(/\r$/, "").length > MAX_LINE_LENGTH);
}

function readChunk(pieces: readonly Buffer[], size: number) {
  const lines = new LineWatch();
  const decoder = new ChunkDecoder(size, lines);
  for (const piece of pieces) decoder.read(piece, () => undefined);
  lines.end();
  return { bare: decoder.bareLineEnding };
}

function expectedLines(text: string) {
  return { bare: isBare(text) };
}

/** What leaves to a next hop when the line ends were mended, and when they were not. */
async function judgeMended(content: string, random: FuzzRandom): Promise<void> {
  const mended = mend(random.cut(Buffer.from(content, "latin1")));
  mustEqual(mended, content.replace(/\r\n|\r|\n/g, "\r\n"), "line ends are mended otherwise than the rules say");
  // NUL is refused before anything of it is stored.
  for (const stored of [mended, content]) if (!stored.includes("\0")) await judgeOnWire(stored, random);
}

function mend(pieces: readonly Buffer[]): string {
  const mender = new LineEndingMender();
  let mended = "";
  const emit = (run: Buffer): void => void (mended += run.toString("latin1"));
  for (const piece of pieces) mender.mend(piece, emit);
  mender.end(emit);
  return mended;
}

async function judgeOnWire(stored: string, random: FuzzRandom): Promise<void> {
  const wire = await throughStream(new DataStream(), random.cut(Buffer.from(stored, "latin1")));
  must(wire.endsWith(".\r\n"), "DATA has no end", wire.slice(-20));
  const fooled = endsEarly(wire);
  must(fooled.length === 0, `DATA ends early for a next hop that ends it at ${fooled.join(", ")}`, wire.slice(-200));
}
