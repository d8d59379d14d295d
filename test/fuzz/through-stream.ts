import type { Transform } from "node:stream";

/** What comes out of a transformation, one letter for each byte. */
export async function throughStream(stream: Transform, pieces: readonly Buffer[]): Promise<string> {
  const out: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => void out.push(chunk));
  const ended = new Promise((resolve, reject) => stream.once("end", resolve).once("error", reject));
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await ended;
  return Buffer.concat(out).toString("latin1");
}
