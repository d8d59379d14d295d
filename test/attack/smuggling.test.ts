import { endsEarly } from "../fuzz/next-hops";
import { fewChunkings } from "./smuggling/chunkings";
import { inboundMatrix, type MatrixResult } from "./smuggling/inbound-matrix";
import { outboundCheck, PLAIN_HOP } from "./smuggling/outbound-check";

let matrix: MatrixResult;

beforeAll(async () => {
  matrix = await inboundMatrix({ chunkings: fewChunkings });
}, 60_000);

// `npm run attack` tries every chunking.
test("no sequence of CR, LF, NUL and dot ends DATA or BDAT early, at any cut", () => {
  expect(matrix.failures).toEqual([]);
  expect(matrix.inputs).toBeGreaterThan(1500);
});

test("what was stored leaves so that no next hop of any opinion ends DATA early", async () => {
  const { failures, inputs } = await outboundCheck(matrix.stored, { hops: [PLAIN_HOP], streams: "not" });
  expect(failures).toEqual([]);
  expect(inputs).toBeGreaterThan(25);
}, 60_000);

test.each(["\n.\n", "\n.\r\n", "\r.\r", "\r\n.\r", "\r\n.\n", "\r\r\n.\r\r\n", "\0.\0"])(
  "the check of what leaves sees %j when it is there",
  (sequence) => {
    expect(endsEarly(`Subject: x\r\n\r\nbody${sequence}MAIL FROM:<>\r\n.\r\n`)).not.toEqual([]);
  },
);
