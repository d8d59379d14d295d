import { ProtocolLogFiles, type ProtocolLogLimits } from "./protocol-log-files";
import { SessionProtocolLog, type SessionLogIdentity } from "./session-protocol-log";

export interface ProtocolLogOptions {
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told when a write fails; the lines are lost, mail goes on. */
  readonly onError: (error: Error) => void;
  /** @default Exchange's: 10 MB a file, 250 MB in all, 30 days */
  readonly limits?: ProtocolLogLimits;
}

const FLUSH_AFTER_MS = 1000;
const PRUNE_EVERY_MS = 3_600_000;
/** Characters held before a write starts at once. */
const FLUSH_AT_LENGTH = 64 * 1024;
/** Characters held while the disk does not keep up; beyond it lines are dropped and counted. */
const MAX_HELD_LENGTH = 16 * 1024 * 1024;

/** Exchange's protocol log of receive connectors, written behind the sessions; old files go by age and size. */
export class ProtocolLog {
  private readonly files: ProtocolLogFiles;
  private readonly pruning: NodeJS.Timeout;
  private lines: string[] = [];
  private held = 0;
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProtocolLogOptions) {
    this.files = new ProtocolLogFiles(options);
    // Age counts also while nothing is written.
    this.pruning = setInterval(() => void this.inTurn(() => this.files.prune()), PRUNE_EVERY_MS).unref();
    void this.inTurn(() => this.files.prune());
  }

  /** A log for one session; it numbers its lines. */
  session(identity: SessionLogIdentity): SessionProtocolLog {
    return new SessionProtocolLog({ ...identity, clock: this.options.clock, add: (line) => this.add(line) });
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

  private add(line: string): void {
    if (this.held > MAX_HELD_LENGTH) {
      this.dropped++;
      return;
    }
    this.lines.push(line);
    this.held += line.length;
    if (this.held >= FLUSH_AT_LENGTH) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
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
      this.options.onError(new Error(`The protocol log lost ${this.dropped} lines: the disk is slow`));
    this.dropped = 0;
  }
}
