import { HeaderCollector } from "../../../relay/session/header-collector";
import { rewriteHeader } from "../../../relay/session/rewrite-header";
import { FieldFilter, withoutFields } from "../../../relay/delivery/departing-headers";
import { headerRight } from "../../../model";
import type { FuzzRandom } from "../fuzz-random";
import { throughStream } from "../through-stream";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

const NAMES = [
  "From",
  "Sender",
  "Received",
  "Message-ID",
  "Date",
  "X-MS-Exchange-Organization-SCL",
  "Resent-From",
  "X",
];
const OWN = "Received: from crm by relay\r\n\tid Q; now\r\n";

/** Header blocks at random chunks: every byte stays but the fields that are taken out. */
export const headerBlock = pureTarget({
  name: "header-block",
  seeds: textSeeds(
    "From: a@b.c\r\nSubject: x\r\n\r\nbody\r\n",
    "no header",
    "\r\n",
    "X: a\r\n b\r\n\r\n",
    "Received : x\r\n\r\n",
  ),
  words: [...NAMES.map((name) => `${name}: `), "\r\n", "\r\n\r\n", "\r\n ", ":", " :", "\n", "\r", "\t"],
  make: (random) => Buffer.from(randomHeader(random)),
  run: async (input, random) => {
    const once = collect([input]);
    mustEqual(describe(collect(random.cut(input))), describe(once), "chunks change what the header is");
    if (once.tooLarge) return "too large";
    judgeRewritten(once, input);
    await judgeDeparting(input, random);
    return `${once.needsSeparator} ${once.fields.map(({ kind }) => kind).join()}`;
  },
});

function randomHeader(random: FuzzRandom): string {
  const line = () => {
    const name = random.oneIn(5) ? random.text("ab-: \t\u00e9\r\n", 6) : random.pick(NAMES);
    const colon = random.pick([":", ":", ":", " :", "\t:", ""]);
    const folded = random.pick(["", "", "\r\n folded", "\r\n\t", "\r\n \r\n x", "\n x"]);
    return `${name}${colon} ${random.text('ab<>@.,"() \u00e9', 20)}${folded}${random.pick(["\r\n", "\r\n", "\r\n", "\n", "\r"])}`;
  };
  return `${random.list(8, line).join("")}${random.pick(["\r\n", "\r\n", "", " \r\n"])}${random.text("ab:\r\n.", 20)}`;
}

function collect(pieces: readonly Buffer[]): HeaderCollector {
  const collector = new HeaderCollector(32 * 1024);
  const rest: Buffer[] = [];
  for (const piece of pieces) {
    if (collector.complete) rest.push(piece);
    else if (!collector.tooLarge) collector.push(Buffer.from(piece));
  }
  collector.finish();
  if (rest.length > 0) collector.rest = Buffer.concat([collector.rest, ...rest]);
  return collector;
}

function describe(collector: HeaderCollector): unknown {
  const { tooLarge, complete, needsSeparator } = collector;
  if (tooLarge) return { tooLarge };
  const rest = collector.rest.toString("latin1");
  const fields = collector.fields.map(({ kind, start, end }) => ({ kind, start, end }));
  return { complete, needsSeparator, rest, fields, block: collector.block.toString("latin1") };
}

function judgeRewritten(header: HeaderCollector, input: Buffer): void {
  const changes = { received: OWN, date: "now", fallbackId: "<q@relay>" };
  const whole = rewriteHeader(header, { ...changes, stripped: [] });
  const text = Buffer.concat([...whole.pieces]).toString("latin1");
  must(text.startsWith(OWN), "the host's own field is not first");
  const kept = text.slice(text.length - input.length - (header.needsSeparator ? 2 : 0));
  const expected = `${header.block.toString("latin1")}${header.needsSeparator ? "\r\n" : ""}${header.rest.toString("latin1")}`;
  mustEqual(kept, expected, "bytes were changed");
  must(/^<[\x21-\x7e]+>$/.test(whole.messageId), "an id could end a reply", whole.messageId);
  const stripped = header.fields.map((_, index) => index);
  const bare = Buffer.concat([...rewriteHeader(header, { ...changes, stripped }).pieces]);
  const size = header.fields.reduce((sum, { start, end }) => sum + end - start, 0);
  must(bare.length === text.length - size, "another number of bytes was taken out", { size });
}

// The firewall on the way out, whole and as a stream; nothing that it takes out may be found again behind.
async function judgeDeparting(input: Buffer, random: FuzzRandom): Promise<void> {
  const keeps = (name: string): boolean => headerRight(name) === undefined;
  const kept = withoutFields(input, keeps);
  mustEqual(withoutFields(kept, keeps).toString("latin1"), kept.toString("latin1"), "a second look takes out more");
  const streamed = await throughStream(new FieldFilter(keeps), random.cut(input));
  mustEqual(streamed, kept.toString("latin1"), "a stream leaves with other fields");
}
