import fc from "fast-check";
import { DataDecoder } from "./data-decoder";

interface Outcome {
  readonly content: string;
  readonly rest: string;
  readonly ended: boolean;
  readonly bare: boolean;
}

function decode(chunks: readonly string[]): Outcome {
  const decoder = new DataDecoder();
  let content = "";
  let rest = "";
  for (const chunk of chunks.filter((text) => text !== "")) {
    if (decoder.ended) {
      rest += chunk;
      continue;
    }
    const bytes = Buffer.from(chunk, "latin1");
    const used = decoder.read(bytes, (run) => (content += run.toString("latin1")));
    rest += bytes.toString("latin1", used);
  }
  return { content, rest, ended: decoder.ended, bare: decoder.bareLineEnding };
}

/** Sequences of the public smuggling tools: none of them may end the data. */
const SMUGGLING = [
  "\n.\n",
  "\n.\r\n",
  "\r\n.\n",
  "\n.\r",
  "\r.\n",
  "\r.\r",
  "\r.\r\n",
  "\r\n.\r",
  "\r\n.\0\r\n",
  "\r\n\0.\r\n",
  "\r\n.\r\r\n",
  "\r\r\n.\r\r\n",
  "\r\n.\0\n",
  "\n\n.\r\n",
  "\r\n. \r\n",
  "\r\n.\t\r\n",
  "\r\n.\x0b\r\n",
];

describe("DataDecoder", () => {
  test.each([
    { title: "an ordinary message", wire: "a\r\nb\r\n.\r\n", content: "a\r\nb\r\n" },
    { title: "an empty message", wire: ".\r\n", content: "" },
    { title: "a stuffed dot", wire: "..a\r\n.\r\n", content: ".a\r\n" },
    { title: "a line that is one dot", wire: "..\r\n.\r\n", content: ".\r\n" },
    { title: "a dot that the client forgot to stuff", wire: ".a\r\n.\r\n", content: "a\r\n" },
    { title: "dots inside of lines", wire: "a.b\r\na..\r\n.\r\n", content: "a.b\r\na..\r\n" },
    { title: "many stuffed lines", wire: "..\r\n...\r\n.\r\n", content: ".\r\n..\r\n" },
  ])("reads $title and leaves what follows", ({ wire, content }) => {
    const whole = `${wire}QUIT\r\n`;
    for (let cut = 0; cut <= whole.length; cut++) {
      const outcome = decode([whole.slice(0, cut), whole.slice(cut)]);
      expect(outcome).toEqual({ content, rest: "QUIT\r\n", ended: true, bare: false });
    }
  });

  test.each(SMUGGLING.map((sequence) => ({ sequence, title: JSON.stringify(sequence) })))(
    "never ends at $title, at no chunking",
    ({ sequence }) => {
      const wire = `a${sequence}MAIL FROM:<evil@fabrikam.com>\r\n`;
      const expected = decode([wire]);
      expect(expected.ended).toBe(false);
      for (let first = 0; first <= wire.length; first++) {
        for (let second = first; second <= wire.length; second++) {
          expect(decode([wire.slice(0, first), wire.slice(first, second), wire.slice(second)])).toEqual(expected);
        }
      }
    },
  );

  test("gives back what was sent, whatever the chunks", () => {
    const text = fc.array(fc.constantFrom("a", ".", "\r\n", "\r\n.", "..", "b c"), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 8 }), (parts, cuts) => {
        const message = `${parts.join("")}\r\n`;
        const wire = `${message.replace(/^\.|(?<=\r\n)\./g, "..")}.\r\nNOOP\r\n`;
        const points = [0, ...cuts.map((cut) => Math.min(cut, wire.length)).sort((a, b) => a - b), wire.length];
        const chunks = points.slice(1).map((end, index) => wire.slice(points[index], end));
        expect(decode(chunks)).toEqual({ content: message, rest: "NOOP\r\n", ended: true, bare: false });
      }),
    );
  });

  test("says the same about bare line endings as a look at the whole, whatever the chunks", () => {
    const bytes = fc.array(fc.constantFrom("a", "\r", "\n", "\r\n", "."), { maxLength: 12 });
    fc.assert(
      fc.property(bytes, fc.nat(20), (parts, cut) => {
        const wire = parts.join("");
        const at = Math.min(cut, wire.length);
        expect(decode([wire.slice(0, at), wire.slice(at)])).toEqual(decode([wire]));
        expect(decode([...wire])).toEqual(decode([wire]));
      }),
    );
  });

  test.each([
    { wire: "a\nb\r\n.\r\n", bare: true },
    { wire: "a\rb\r\n.\r\n", bare: true },
    { wire: "a\r\r\n.\r\n", bare: true },
    { wire: ".\rb\r\n.\r\n", bare: true },
    { wire: "\n.\r\n", bare: true },
    { wire: "a\r\n\r\n.\r\n", bare: false },
  ])("finds bare line endings in %j", ({ wire, bare }) => {
    expect(decode([wire]).bare).toBe(bare);
  });
});
