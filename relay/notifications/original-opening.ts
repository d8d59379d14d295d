import type { Readable } from "node:stream";

/** More of a header than anybody reads. Bytes. */
const LONGEST = 64 * 1024;

/** The header of a message with the line end of its last field, as far as it is worth sending back. */
export async function readOpening(body: Buffer | (() => Readable)): Promise<Buffer> {
  return headerOf(Buffer.isBuffer(body) ? body.subarray(0, LONGEST) : await firstBytes(body()));
}

async function firstBytes(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop ends the stream.
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= LONGEST) break;
  }
  return Buffer.concat(chunks).subarray(0, LONGEST);
}

function headerOf(opening: Buffer): Buffer {
  if (opening.subarray(0, 2).toString("latin1") === "\r\n") return opening.subarray(0, 0);
  const end = opening.indexOf("\r\n\r\n");
  if (end >= 0) return opening.subarray(0, end + 2);
  return opening.subarray(0, opening.lastIndexOf("\r\n") + 2);
}

/** The value of the first field of a name, unfolded; undefined when there is none. Bytes as latin1. */
export function fieldOf(header: Buffer, name: string): string | undefined {
  const pattern = new RegExp(`^${name}[ \\t]*:(.*(?:\\r\\n[ \\t].*)*)`, "im");
  return pattern.exec(header.toString("latin1"))?.[1]?.replaceAll("\r\n", "").trim();
}
