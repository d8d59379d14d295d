import { createReadStream, readdirSync, rmSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { makeDirectory, syncDirectory } from "./durable-names";

/** Ends the name of a body that has not arrived whole. */
export const ARRIVING = ".part";

/** One large body while it arrives. */
export interface BodyFile {
  readonly size: number;
  /** CRC-32 of everything written. */
  readonly crc: number;
  write(chunks: readonly Buffer[]): Promise<void>;
  /** On stable storage under its final name when this resolves. */
  finish(): Promise<void>;
  abort(): Promise<void>;
}

/** Large bodies, one file each, named by queue id. A body is complete before its envelope is written, never later. */
export class BodyFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    makeDirectory(directory);
  }

  async create(queueId: string): Promise<BodyFile> {
    const path = this.#path(queueId);
    const arriving = `${path}${ARRIVING}`;
    const file = await open(arriving, "wx", 0o600);
    let size = 0;
    let crc = 0;
    return {
      get size() {
        return size;
      },
      get crc() {
        return crc;
      },
      write: async (chunks) => {
        for (const chunk of chunks) {
          crc = crc32(chunk, crc);
          size += chunk.length;
        }
        await writeAll(file, chunks);
      },
      finish: async () => {
        await file.sync();
        await file.close();
        await rename(arriving, path);
        await syncDirectory(this.#directory);
      },
      abort: async () => {
        await file.close().catch(() => undefined);
        await rm(arriving, { force: true });
      },
    };
  }

  read(queueId: string): Readable {
    return createReadStream(this.#path(queueId), { highWaterMark: 64 * 1024 });
  }

  async remove(queueId: string): Promise<void> {
    await rm(this.#path(queueId), { force: true });
  }

  /** Size of a body's file; undefined when there is none. */
  size(queueId: string): number | undefined {
    return statSync(this.#path(queueId), { throwIfNoEntry: false })?.size;
  }

  /** Deletes what a crash left: bodies that no message needs. */
  sweep(isNeeded: (queueId: string) => boolean): number {
    const orphans = readdirSync(this.#directory).filter((name) => name.endsWith(ARRIVING) || !isNeeded(name));
    for (const name of orphans) rmSync(join(this.#directory, name), { force: true });
    return orphans.length;
  }

  #path(queueId: string): string {
    return join(this.#directory, queueId);
  }
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunks: readonly Buffer[]): Promise<void> {
  const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten;
}
