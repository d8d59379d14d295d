import { appendFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Set-TransportService's ...LogMax...: how much of a log is kept. */
export interface LogLimits {
  /** Bytes at which the next file of the day begins. */
  readonly maxFileSize: number;
  /** Bytes of all files together; the oldest go first. The file that is being written always stays. */
  readonly maxDirectorySize: number;
  /** Milliseconds a line is kept at least; a file goes when its last line may go. */
  readonly maxAge: number;
}

const DEFAULT_LOG_LIMITS: LogLimits = {
  maxFileSize: 10 * 1024 ** 2,
  maxDirectorySize: 250 * 1024 ** 2,
  maxAge: 30 * 86_400_000,
};

/** One of Exchange's logs, as the names and first lines of its files say it. */
export interface LogKind {
  /** Four letters or so that a file's name begins with: `RECV`. */
  readonly prefix: string;
  /** `SMTP Receive Protocol Log`. */
  readonly type: string;
  readonly fields: readonly string[];
  /** Permissions of its files. */
  readonly mode: number;
}

export interface DailyLogFilesOptions {
  readonly kind: LogKind;
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** @default Exchange's: 10 MB a file, 250 MB in all, 30 days */
  readonly limits?: LogLimits;
}

interface LogFile {
  readonly name: string;
  /** `20261124`, UTC. */
  readonly day: string;
  readonly number: number;
  readonly size: number;
}

const DAY_MS = 86_400_000;

/**
 * The files of a log: one a day (UTC) and more when it is large, `RECVyyyymmdd-n.log` with n from 1. A line lies in the
 * file of its own day. Other files of the directory are never touched. Calls must not overlap, reading aside.
 */
export class DailyLogFiles {
  private readonly limits: LogLimits;
  private current: { readonly day: string; readonly number: number; size: number } | undefined;

  constructor(private readonly options: DailyLogFilesOptions) {
    this.limits = options.limits ?? DEFAULT_LOG_LIMITS;
  }

  /** Adds finished lines, in order; each begins with its time. */
  async append(lines: readonly string[]): Promise<void> {
    const faults: unknown[] = [];
    for (let start = 0; start < lines.length;) {
      const file = await this.fileFor(dayOf(lines[start] as string), faults);
      const room = this.limits.maxFileSize - file.size;
      const { text, end } = takeLines(lines, { start, day: file.day, room });
      const bytes = Buffer.from(text);
      await appendFile(this.path(file), bytes, { mode: this.options.kind.mode });
      file.size += bytes.length;
      start = end;
    }
    // Told last: a file that cannot be deleted costs no line.
    if (faults.length > 0) throw faults[0];
  }

  /** Deletes what is too old, then the oldest of what is too much. */
  async prune(): Promise<void> {
    const files = (await this.list()).filter(({ name }) => name !== this.currentName);
    const oldest = this.options.clock() - this.limits.maxAge;
    const kept = files.filter(({ day }) => endOf(day) > oldest);
    let total = kept.reduce((sum, { size }) => sum + size, this.current?.size ?? 0);
    const surplus = kept.filter(({ size }) => {
      const isSurplus = total > this.limits.maxDirectorySize;
      if (isSurplus) total -= size;
      return isSurplus;
    });
    const stays = new Set(kept.filter((file) => !surplus.includes(file)));
    await this.remove(files.filter((file) => !stays.has(file)));
  }

  /** All that can be: one file that stays must not keep the others. */
  private async remove(files: readonly LogFile[]): Promise<void> {
    const removals = files.map(({ name }) => rm(join(this.options.directory, name), { force: true }));
    const fault = (await Promise.allSettled(removals)).find(({ status }) => status === "rejected");
    if (fault?.status === "rejected") throw fault.reason;
  }

  private async fileFor(
    day: string,
    faults: unknown[],
  ): Promise<{ readonly day: string; readonly number: number; size: number }> {
    const { current } = this;
    if (current?.day === day && current.size < this.limits.maxFileSize) return current;
    const file = await this.beginFile(day);
    this.current = file;
    await this.prune().catch((fault: unknown) => faults.push(fault));
    return file;
  }

  // A host that starts again goes on in the day's last file, if there is room in it.
  private async beginFile(day: string): Promise<{ readonly day: string; readonly number: number; size: number }> {
    await mkdir(this.options.directory, { recursive: true });
    const last = (await this.list()).findLast((file) => file.day === day);
    if (last !== undefined && last.size > 0 && last.size < this.limits.maxFileSize) return { ...last };
    const file = { day, number: last === undefined ? 1 : last.number + 1 };
    const header = headerAt(this.options.kind, this.options.clock());
    await appendFile(this.path(file), header, { mode: this.options.kind.mode });
    return { ...file, size: header.length };
  }

  /** Files that may hold lines of `since` (epoch milliseconds) or later, newest first. */
  async pathsSince(since: number): Promise<readonly string[]> {
    const files = (await this.list()).filter(({ day }) => endOf(day) > since);
    return files.toReversed().map((file) => this.path(file));
  }

  /** The log's files, oldest first. */
  private async list(): Promise<readonly LogFile[]> {
    const { directory, kind } = this.options;
    const names = await readdir(directory).catch(() => []);
    const files = await Promise.all(names.map((name) => readLogFile(kind, directory, name)));
    return files
      .filter((file) => file !== undefined)
      .sort((a, b) => (a.day === b.day ? a.number - b.number : a.day < b.day ? -1 : 1));
  }

  private get currentName(): string | undefined {
    return this.current === undefined ? undefined : nameOf(this.options.kind, this.current);
  }

  private path(file: Pick<LogFile, "day" | "number">): string {
    return join(this.options.directory, nameOf(this.options.kind, file));
  }
}

function nameOf({ prefix }: LogKind, { day, number }: Pick<LogFile, "day" | "number">): string {
  return `${prefix}${day}-${number}.log`;
}

async function readLogFile({ prefix }: LogKind, directory: string, name: string): Promise<LogFile | undefined> {
  const [, begin, day, number] = /^([A-Z]+)(\d{8})-(\d{1,9})\.log$/.exec(name) ?? [];
  if (begin !== prefix || day === undefined || number === undefined) return undefined;
  const stats = await stat(join(directory, name)).catch(() => undefined);
  return stats?.isFile() ? { name, day, number: Number(number), size: stats.size } : undefined;
}

/** Lines of one day, at least one of them, until the room is used up. */
function takeLines(
  lines: readonly string[],
  { start, day, room }: { readonly start: number; readonly day: string; readonly room: number },
): { readonly text: string; readonly end: number } {
  let length = 0;
  let end = start;
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  for (
    let line = lines[start];
    line?.startsWith(date) === true && (end === start || length < room);
    line = lines[end]
  ) {
    length += line.length;
    end++;
  }
  return { text: lines.slice(start, end).join(""), end };
}

function dayOf(line: string): string {
  return line.slice(0, 10).replaceAll("-", "");
}

/** First moment after a day, epoch milliseconds. */
function endOf(day: string): number {
  return Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`) + DAY_MS;
}

function headerAt({ type, fields }: LogKind, at: number): string {
  const date = new Date(at).toISOString();
  const lines = ["#Software: pulumi-smtp-relay", "#Version: 1.0", `#Log-type: ${type}`, `#Date: ${date}`];
  return [...lines, `#Fields: ${fields.join(",")}`, ""].join("\r\n");
}
