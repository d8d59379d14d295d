import { createReadStream } from "node:fs";

const CHUNK = 512 * 1024;

/** A file in pieces of whole lines; nothing when it is gone. Between two pieces the event loop gets its turn. */
export async function* logChunks(path: string): AsyncGenerator<string> {
  const stream = createReadStream(path, { encoding: "utf8", highWaterMark: CHUNK });
  let rest = "";
  try {
    for await (const piece of stream as AsyncIterable<string>) {
      const text = rest + piece;
      const end = text.lastIndexOf("\n") + 1;
      rest = text.slice(end);
      yield text.slice(0, end);
    }
  } catch (error) {
    // It may go by age meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // What a crash cut off is no line.
}

/** The lines of a piece that hold a text, in order. */
export function linesWith(piece: string, text: string): readonly string[] {
  const found: string[] = [];
  for (let at = piece.indexOf(text); at >= 0 && at < piece.length;) {
    const end = piece.indexOf("\n", at);
    found.push(piece.slice(piece.lastIndexOf("\n", at - 1) + 1, end));
    at = piece.indexOf(text, end + 1);
  }
  return found;
}

/** The lines of a piece. */
export function linesOf(piece: string): readonly string[] {
  return piece.split("\n").slice(0, -1);
}
