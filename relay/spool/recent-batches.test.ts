import { RecentBatches } from "./recent-batches";

const KIB = 1024;

/** Writes a batch of one letter, as the thread would, and gives its buffer back. */
function write(recent: RecentBatches, letter: string, { segment = 1, offset = 0, length = 10 }): Buffer {
  const bytes = recent.take(length);
  bytes.fill(letter, 0, length);
  recent.keep(bytes, { segment, offset, length });
  return bytes;
}

describe("RecentBatches", () => {
  test("has every record of the batches it keeps, and no other", () => {
    const recent = new RecentBatches(1_000 * KIB);
    write(recent, "a", { segment: 1, offset: 100 });
    write(recent, "b", { segment: 1, offset: 110 });
    write(recent, "c", { segment: 3, offset: 0 });
    expect(recent.read({ segment: 1, offset: 104, length: 6 })?.toString()).toBe("aaaaaa");
    expect(recent.read({ segment: 1, offset: 110, length: 10 })?.toString()).toBe("bbbbbbbbbb");
    expect(recent.read({ segment: 3, offset: 2, length: 1 })?.toString()).toBe("c");
    for (const place of [
      { segment: 1, offset: 90, length: 20 },
      { segment: 1, offset: 115, length: 6 },
      { segment: 2, offset: 0, length: 1 },
      { segment: 3, offset: 10, length: 1 },
    ]) {
      expect(recent.read(place)).toBeUndefined();
    }
  });

  test("gives the oldest buffer to the next batch once there is no room, and copies what it hands out", () => {
    const recent = new RecentBatches(100 * KIB);
    const first = write(recent, "a", { offset: 0 });
    const handedOut = recent.read({ segment: 1, offset: 0, length: 10 });
    write(recent, "b", { offset: 10 });
    expect(write(recent, "c", { offset: 20 }).buffer).toBe(first.buffer);
    expect(recent.read({ segment: 1, offset: 0, length: 10 })).toBeUndefined();
    expect(handedOut?.toString()).toBe("aaaaaaaaaa");
    expect(recent.read({ segment: 1, offset: 10, length: 10 })?.toString()).toBe("bbbbbbbbbb");
  });

  test("keeps nothing where it has no room at all, nor batches that would fill it", () => {
    for (const [room, length] of [
      [0, 10],
      [4_000 * KIB, 2_000 * KIB],
    ] as const) {
      const recent = new RecentBatches(room);
      write(recent, "a", { length });
      expect(recent.read({ segment: 1, offset: 0, length: 10 })).toBeUndefined();
    }
  });
});
