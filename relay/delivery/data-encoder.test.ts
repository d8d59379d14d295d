import fc from "fast-check";
import { buffer } from "node:stream/consumers";
import DataStream from "nodemailer/lib/smtp-connection/data-stream";
import { DataEncoder } from "./data-encoder";

async function encoded(pieces: readonly Uint8Array[], stream = new DataEncoder()): Promise<string> {
  for (const piece of pieces) if (piece.length > 0) stream.write(Buffer.from(piece));
  stream.end();
  return (await buffer(stream)).toString("latin1");
}

describe("DataEncoder", () => {
  test.each([
    ["a message as it should be", "A: b\r\n\r\nx\r\n", "A: b\r\n\r\nx\r\n.\r\n"],
    ["dots that start lines", ".\r\n..\r\nx.\r\n", "..\r\n...\r\nx.\r\n.\r\n"],
    ["no line end at the end", "x", "x\r\n.\r\n"],
    ["a CR at the end", "x\r", "x\r\n.\r\n"],
    ["bare LF before a dot", "x\n.\ny", "x\r\n..\r\ny\r\n.\r\n"],
    ["bare CR before a dot", "x\r.\ry", "x\r\n..\r\ny\r\n.\r\n"],
    ["nothing", "", "\r\n.\r\n"],
  ])("%s", async (_title, given, wanted) => {
    expect(await encoded([Buffer.from(given)])).toBe(wanted);
  });

  test("does to any bytes, however they are cut, what nodemailer's own stream does", async () => {
    const byte = fc.constantFrom(0x0d, 0x0a, 0x2e, 0x78, 0x00);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(byte, { maxLength: 12 }), { maxLength: 8 }), async (cuts) => {
        const bytes = cuts.map((cut) => Uint8Array.from(cut));
        expect(await encoded(bytes)).toBe(await encoded(bytes, new DataStream() as unknown as DataEncoder));
      }),
      { numRuns: 500 },
    );
  });
});
