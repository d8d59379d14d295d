import { createHash } from "node:crypto";

// Mostly small, some in the log at its limit, some in files of their own.
const SIZES = [300, 4_096, 4_096, 9_000, 60_000, 400_000];

/** The body of a message, made from its id alone: whoever knows the id can tell whether a body is whole. */
export function crashBody(queueId: string): Buffer {
  const seed = createHash("sha256").update(queueId).digest();
  const size = SIZES[(seed[0] as number) % SIZES.length] as number;
  const line = `${seed.toString("hex")}${queueId}`.padEnd(98, "=");
  const text = `Subject: ${queueId}\r\n\r\n${`${line}\r\n`.repeat(Math.ceil(size / 100))}`;
  return Buffer.from(text);
}
