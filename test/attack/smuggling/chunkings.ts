/** How a text comes: its pieces in order. */
export type Chunking = readonly string[];

/**
 * Every way of cutting the bytes from `from` to `to`: a cut or none before each of them, and the same again with one cut
 * in everything else. 2^(to-from) of them.
 */
export function* everyChunking(text: string, from: number, to: number): Generator<Chunking> {
  const places = Array.from({ length: to - from }, (_, index) => from + index);
  for (let mask = 0; mask < 2 ** places.length; mask++) {
    yield cutAt(
      text,
      places.filter((_, bit) => (mask >> bit) % 2 === 1),
    );
  }
}

/** One cut at each place, two around each byte, and one byte at a time. */
export function* fewChunkings(text: string, from: number, to: number): Generator<Chunking> {
  yield [text];
  for (let at = from; at < to; at++) yield cutAt(text, [at]);
  for (let at = from; at < to - 1; at++) yield cutAt(text, [at, at + 1]);
  yield cutAt(
    text,
    Array.from({ length: to - from }, (_, index) => from + index),
  );
}

function cutAt(text: string, places: readonly number[]): Chunking {
  const ends = [0, ...places, text.length];
  return ends.slice(1).map((end, index) => text.slice(ends[index], end));
}
