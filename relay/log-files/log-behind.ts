import { DailyLogFiles, type DailyLogFilesOptions } from "./daily-log-files";

export interface LogBehindOptions extends DailyLogFilesOptions {
  /** Of the log in errors: `protocol log`. */
  readonly name: string;
  /** Told when a write fails; the lines are lost, mail goes on. */
  readonly onError: (error: Error) => void;
}

const FLUSH_AFTER_MS = 1000;
const PRUNE_EVERY_MS = 3_600_000;
/** Bytes held before a write starts at once: to open, write and close the file costs as much as some hundred lines. */
const FLUSH_AT_BYTES = 1024 * 1024;
/** Bytes held while the disk does not keep up; beyond it lines are dropped and counted. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;

/** A log that is written behind those who add to it, who never wait; old files go by age and size. */
export class LogBehind {
  readonly files: DailyLogFiles;
  private readonly pruning: NodeJS.Timeout;
  private lines: string[] = [];
  private held = 0;
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: LogBehindOptions) {
    this.files = new DailyLogFiles(options);
    // Age counts also while nothing is written.
    this.pruning = setInterval(() => void this.inTurn(() => this.files.prune()), PRUNE_EVERY_MS).unref();
    void this.inTurn(() => this.files.prune());
  }

  /** Takes one finished line, which begins with its time and ends with CRLF. */
  add(line: string): void {
    if (this.held > MAX_HELD_BYTES) {
      this.dropped++;
      return;
    }
    this.lines.push(line);
    // To count its bytes puts a line together from the pieces it was made of, while these are at hand: a thousand lines
    // held in pieces would cost the garbage collector more than it takes to make them.
    this.held += Buffer.byteLength(line);
    if (this.held >= FLUSH_AT_BYTES) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  /** Writes what is held; resolves when it is with the system. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return this.inTurn(() => this.write());
  }

  /** Writes what is held, and lets nothing go on behind. */
  close(): Promise<void> {
    clearInterval(this.pruning);
    return this.flush();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.writing = this.writing.then(work).catch(this.options.onError);
    return this.writing;
  }

  private async write(): Promise<void> {
    if (this.lines.length === 0) return;
    const { lines } = this;
    this.lines = [];
    this.held = 0;
    await this.files.append(lines);
    if (this.dropped > 0)
      this.options.onError(new Error(`The ${this.options.name} lost ${this.dropped} lines: the disk is slow`));
    this.dropped = 0;
  }
}
