import { Readable } from "node:stream";
import { scanBody } from "./body-scan";

const LONG = "x".repeat(998);

test.each([
  { body: "", eightBit: false, binary: false },
  { body: "text\r\n", eightBit: false, binary: false },
  { body: `${LONG}\r\n`, eightBit: false, binary: false },
  { body: "gr\u00fc\u00dfe\r\n", eightBit: true, binary: false },
  { body: `${LONG}x\r\n`, eightBit: false, binary: true },
  { body: "bare\nLF\r\n", eightBit: false, binary: true },
  { body: "bare\rCR\r\n", eightBit: false, binary: true },
  { body: "two\r\r\n", eightBit: false, binary: true },
  { body: "NUL\0\r\n", eightBit: false, binary: true },
  { body: "no end", eightBit: false, binary: true },
  { body: "half an end\r", eightBit: false, binary: true },
  { body: "\u0080\r\n\0\r\n", eightBit: true, binary: true },
])(
  "$body asks for eightBit $eightBit, binary $binary, in one piece or in single bytes",
  async ({ body, ...wanted }) => {
    const bytes = Buffer.from(body, "latin1");
    expect(await scanBody(bytes)).toEqual(wanted);
    expect(await scanBody(() => Readable.from([...bytes].map((byte) => Buffer.of(byte))))).toEqual(wanted);
  },
);
