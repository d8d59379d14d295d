import type { RecordedState } from "../../model";
import { ConfigurationFollower } from "./follow-configuration";
import { loadBook, type LoadedBook } from "./load-book";
import { pruneGone } from "./prune-gone";
import type { SessionUsage } from "./session-usage";
import { UsageBook, type UsageBookLimits } from "./usage-book";
import type { UsageCell } from "./usage-cell";
import { UsageFile } from "./usage-file";
import { bookLine, cellLine } from "./usage-line";
import { UsageRecorder } from "./usage-recorder";

/** Where usage says what an operator should know; pino's shape. */
export interface UsageLog {
  warn(fields: object, message: string): void;
}

export interface UsageOptions {
  /** Data directory. */
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly log: UsageLog;
  /** Milliseconds between writes: what a killed host loses at most. @default 10_000 */
  readonly interval?: number;
  readonly limits?: Partial<UsageBookLimits>;
}

/** Who uses what of the configuration, counted in memory and saved from time to time. */
export interface Usage {
  readonly sessions: SessionUsage;
  readonly book: UsageBook;
  /** To be told of each state that is put in force. */
  follow(state: RecordedState): void;
  /** Saves now. Never fails: what cannot be written waits for the next time. */
  save(): Promise<void>;
  /** Saves, and no more. */
  close(): Promise<void>;
}

const INTERVAL = 10_000;

/** Counters written as lines at a time, so that nothing else waits for long. */
const SLICE = 1000;

/** Opens the figures of a data directory. A file that cannot be read is set aside: no host stays down for its figures. */
export async function openUsage(options: UsageOptions): Promise<Usage> {
  const file = new UsageFile(options.directory);
  return new SavedUsage(options, file, await load(options, file));
}

async function load({ clock, log, limits }: UsageOptions, file: UsageFile): Promise<LoadedBook> {
  const fresh = (): LoadedBook => ({ book: new UsageBook(clock(), limits), savedAt: clock() });
  try {
    const text = await file.read();
    if (text === undefined) return fresh();
    const loaded = loadBook(text, limits);
    if (loaded !== undefined) return loaded;
    const aside = await file.setAside(clock());
    log.warn({ file: aside }, "the usage figures are damaged: they are set aside, and counting begins anew");
  } catch (err) {
    log.warn({ err }, "the usage figures cannot be read: counting begins anew");
  }
  return fresh();
}

class SavedUsage implements Usage {
  readonly sessions: SessionUsage;
  readonly book: UsageBook;
  private readonly follower: ConfigurationFollower;
  private readonly timer: NodeJS.Timeout;
  private state: RecordedState | undefined;
  private hasFollowed = true;
  private hasWarned = false;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: UsageOptions,
    private readonly file: UsageFile,
    { book, savedAt }: LoadedBook,
  ) {
    this.book = book;
    this.sessions = new UsageRecorder(book, options.clock);
    this.follower = new ConfigurationFollower(book, savedAt);
    this.timer = setInterval(() => void this.save(), options.interval ?? INTERVAL).unref();
  }

  follow(state: RecordedState): void {
    this.state = state;
    this.hasFollowed = true;
    this.follower.follow(state, this.options.clock());
  }

  save(): Promise<void> {
    this.saving = this.saving
      .then(() => this.write())
      .then(
        () => void (this.hasWarned = false),
        (error: unknown) => this.warn(error),
      );
    return this.saving;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.save();
  }

  private async write(): Promise<void> {
    const { book, file, options } = this;
    const savedAt = options.clock();
    if (this.state !== undefined) pruneGone(book, this.state, savedAt);
    book.makeRoom();
    const isDue = file.isDueWhole;
    const dirty = book.takeDirty();
    if (dirty.cells.length === 0 && !this.hasFollowed && !dirty.isWhole && !isDue) return;
    this.hasFollowed = false;
    const isWhole = isDue || dirty.isWhole;
    const lines = await linesOf(isWhole ? [...book.cells()] : dirty.cells);
    lines.push(bookLine({ since: book.since, savedAt }));
    await (isWhole ? file.rewrite(lines) : file.append(lines));
  }

  private warn(err: unknown): void {
    if (!this.hasWarned) this.options.log.warn({ err }, "the usage figures cannot be saved; they are tried again");
    this.hasWarned = true;
  }
}

async function linesOf(cells: readonly UsageCell[]): Promise<string[]> {
  const lines: string[] = [];
  for (const [index, cell] of cells.entries()) {
    lines.push(cellLine(cell));
    if (index % SLICE === SLICE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return lines;
}
