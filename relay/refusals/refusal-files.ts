import { appendFile, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** How much of the refusals is kept. They hold addresses of people: see docs/troubleshooting.md. */
export interface RefusalLimits {
  /** Bytes of all files together; the oldest go first. */
  readonly maxSize: number;
  /** Milliseconds a refusal is kept at most; 0: none is kept, and no reference is given out. */
  readonly maxAge: number;
}

/** Files that the size is divided among: so much more or less is gone when the oldest goes. */
const FILES = 8;

interface RingFile {
  readonly name: string;
  readonly number: number;
  readonly size: number;
  /** Epoch milliseconds of the last line. */
  readonly changedAt: number;
}

interface CurrentFile {
  readonly number: number;
  size: number;
  isResumed: boolean;
}

/** A ring of files with a JSON object a line, `refusals-N.jsonl`, the highest N the newest. Calls must not overlap. */
export class RefusalFiles {
  private current: CurrentFile | undefined;

  constructor(
    private readonly directory: string,
    private readonly limits: RefusalLimits,
  ) {}

  async append(lines: readonly string[]): Promise<void> {
    for (let start = 0; start < lines.length;) {
      const file = await this.fileFor();
      // What a crash left half written stays a line of its own.
      let text = file.isResumed ? "\n" : "";
      while (start < lines.length && file.size + text.length < this.mostPerFile) text += lines[start++];
      // So does what a full disk leaves half written.
      file.isResumed = true;
      await appendFile(this.path(file.number), text, { mode: 0o600 });
      file.isResumed = false;
      file.size += Buffer.byteLength(text);
    }
  }

  /** Deletes what is too old or too much. @param now Epoch milliseconds */
  async prune(now: number): Promise<void> {
    const files = await this.list();
    const surplus = files.slice(0, -FILES);
    const old = files.filter(({ changedAt }) => changedAt <= now - this.limits.maxAge);
    for (const { name } of new Set([...surplus, ...old])) await rm(join(this.directory, name), { force: true });
    if (old.some(({ number }) => number === this.current?.number)) this.current = undefined;
  }

  /** The content of each file, the newest first. */
  async *contents(): AsyncGenerator<Buffer> {
    for (const { name } of (await this.list()).toReversed()) {
      // The ring may have moved on meanwhile.
      const content = await readFile(join(this.directory, name)).catch(() => undefined);
      if (content !== undefined) yield content;
    }
  }

  private async fileFor(): Promise<CurrentFile> {
    const most = this.mostPerFile;
    if (this.current !== undefined && this.current.size < most) return this.current;
    if (this.current === undefined) await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const last = (await this.list()).at(-1);
    const hasRoom = this.current === undefined && last !== undefined && last.size < most;
    this.current = hasRoom
      ? { number: last.number, size: last.size, isResumed: true }
      : { number: (last?.number ?? 0) + 1, size: 0, isResumed: false };
    // The new file is not there yet: with it there are as many as there may be.
    const files = await this.list();
    const surplus = hasRoom ? [] : files.slice(0, -(FILES - 1));
    for (const { name } of surplus) await rm(join(this.directory, name), { force: true });
    return this.current;
  }

  private async list(): Promise<readonly RingFile[]> {
    const names = await readdir(this.directory).catch(() => []);
    const files = await Promise.all(names.map((name) => this.describe(name)));
    return files.filter((file) => file !== undefined).sort((one, other) => one.number - other.number);
  }

  private async describe(name: string): Promise<RingFile | undefined> {
    const number = /^refusals-(\d{1,12})\.jsonl$/.exec(name)?.[1];
    if (number === undefined) return undefined;
    const stats = await stat(join(this.directory, name)).catch(() => undefined);
    return stats?.isFile() ? { name, number: Number(number), size: stats.size, changedAt: stats.mtimeMs } : undefined;
  }

  private get mostPerFile(): number {
    return this.limits.maxSize / FILES;
  }

  private path(number: number): string {
    return join(this.directory, `refusals-${number}.jsonl`);
  }
}
