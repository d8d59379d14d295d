import fc from "fast-check";
import { GatheredBytes } from "./gathered-bytes";

describe("GatheredBytes", () => {
  test("gives back what came, in order, whatever the pieces", () => {
    const piece = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 2000, maxLength: 2100 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const gathered = new GatheredBytes();
        for (const bytes of pieces) gathered.add(Buffer.from(bytes));
        const { chunks, size } = gathered.take();
        expect(Buffer.concat(chunks)).toEqual(Buffer.concat(pieces));
        expect(size).toBe(Buffer.concat(pieces).length);
        expect(gathered.take()).toEqual({ chunks: [], size: 0 });
      }),
      { numRuns: 200 },
    );
  });

  test("keeps a message that comes byte by byte in few chunks", () => {
    const gathered = new GatheredBytes();
    for (let index = 0; index < 16_384; index++) gathered.add(Buffer.from([index & 0xff]));
    expect(gathered.take().chunks.length).toBeLessThan(12);
  });

  test("keeps large pieces as they are", () => {
    const gathered = new GatheredBytes();
    const large = Buffer.alloc(4096, 1);
    for (let index = 0; index < 20; index++) gathered.add(large);
    expect(gathered.take().chunks[15]).toBe(large);
  });
});
