import fc from "fast-check";
import { MAX_LINE_LENGTH } from "./data-decoder";
import { LineEndingMender } from "./line-ending-mender";
import { LineWatch } from "./line-watch";

// Mostly line endings and dots, cut into chunks anywhere.
const chunked = fc.array(
  fc.array(fc.constantFrom("\r", "\n", "\r\n", ".", "a"), { maxLength: 6 }).map((parts) => parts.join("")),
  { maxLength: 6 },
);

describe("line endings in chunks", () => {
  test("LineWatch finds a bare CR or LF exactly where the whole text has one", () => {
    fc.assert(
      fc.property(chunked, (chunks) => {
        const lines = new LineWatch();
        for (const chunk of chunks) lines.see(Buffer.from(chunk));
        lines.end();
        expect(lines.bareLineEnding).toBe(/\r(?!\n)|(?<!\r)\n/.test(chunks.join("")));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    { title: "in one chunk", chunks: ["x".repeat(MAX_LINE_LENGTH + 1)], isOverlong: true },
    { title: "in two", chunks: ["x".repeat(MAX_LINE_LENGTH), "x\r\n"], isOverlong: true },
    {
      title: "that is just short enough",
      chunks: ["y\r\n", "x".repeat(MAX_LINE_LENGTH - 1), "\r\ny"],
      isOverlong: false,
    },
  ])("LineWatch measures a line $title", ({ chunks, isOverlong }) => {
    const lines = new LineWatch();
    for (const chunk of chunks) lines.see(Buffer.from(chunk));
    expect(lines.overlongLine).toBe(isOverlong);
  });

  test("LineEndingMender makes the same text of any chunks: every line ends in CRLF, and nothing else changes", () => {
    fc.assert(
      fc.property(chunked, (chunks) => {
        const mender = new LineEndingMender();
        const runs: Buffer[] = [];
        for (const chunk of chunks) mender.mend(Buffer.from(chunk), (run) => void runs.push(run));
        mender.end((run) => void runs.push(run));
        expect(Buffer.concat(runs).toString()).toBe(chunks.join("").replace(/\r\n|\r|\n/g, "\r\n"));
      }),
      { numRuns: 2000 },
    );
  });
});
