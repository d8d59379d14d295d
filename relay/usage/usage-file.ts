import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { USAGE_FILE_HEADER } from "./usage-line";

export const USAGE_FILE = "usage.log";

/** Bytes beyond which a file that has doubled is written anew. */
const REWRITE_BEYOND = 4 * 1024 * 1024;

// Never makes the file: it would have no beginning.
const APPEND = constants.O_WRONLY | constants.O_APPEND;

const UNFINISHED = /^usage\.log\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Bytes of a file that no host has written. */
const MAX_FILE = 256 * 1024 * 1024;

/**
 * The file of usage figures. Appended to in batches, and written anew when old figures have doubled it: one file, no
 * engine, no thread, and whatever moment the process dies at, a whole file with at most a torn last line.
 */
export class UsageFile {
  private readonly path: string;
  /** Bytes of the file, and when it was last written anew. */
  private size = 0;
  private sizeWhenWhole = 0;
  /** After a failed write nobody knows how the file ends. */
  private mustRewrite = true;

  constructor(directory: string) {
    this.path = join(directory, USAGE_FILE);
  }

  /** Undefined when there is none. The first `write` after it writes the file anew. */
  async read(): Promise<string | undefined> {
    await this.sweep();
    try {
      const text = await readFile(this.path, "utf8");
      return text.length > MAX_FILE ? "" : text;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Files that a host was writing when it was killed: nobody comes back for them. */
  private async sweep(): Promise<void> {
    const directory = dirname(this.path);
    const names = await readdir(directory).catch(() => []);
    const unfinished = names.filter((name) => UNFINISHED.test(name));
    for (const name of unfinished) await rm(join(directory, name), { force: true }).catch(() => undefined);
  }

  /** Puts the file out of the way. Answers with its new name. */
  async setAside(at: number): Promise<string> {
    const name = `${this.path}.damaged-${new Date(at).toISOString().replaceAll(/[:.]/g, "-")}`;
    await rename(this.path, name);
    return name;
  }

  /** Whether the next write has to bring every line. */
  get isDueWhole(): boolean {
    return this.mustRewrite || this.size > Math.max(REWRITE_BEYOND, 2 * this.sizeWhenWhole);
  }

  async append(lines: readonly string[]): Promise<void> {
    this.mustRewrite = true;
    const text = lines.join("");
    await withFile(this.path, APPEND, text);
    this.size += Buffer.byteLength(text);
    this.mustRewrite = false;
  }

  /** The new file takes the old one's place only when it is whole. */
  async rewrite(lines: readonly string[]): Promise<void> {
    this.mustRewrite = true;
    const text = `${USAGE_FILE_HEADER}\n${lines.join("")}`;
    const aside = `${this.path}.${randomUUID()}`;
    try {
      await withFile(aside, "wx", text);
      await rename(aside, this.path);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
    this.size = Buffer.byteLength(text);
    this.sizeWhenWhole = this.size;
    this.mustRewrite = false;
  }
}

async function withFile(path: string, flags: string | number, text: string): Promise<void> {
  const file: FileHandle = await open(path, flags, 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}
