import { mkdir, appendFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** `+` connect, `-` disconnect, `>` sent, `<` received, `*` information. */
export type ProtocolEvent = "+" | "-" | ">" | "<" | "*";

export interface ProtocolLogOptions {
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told when a write fails; the lines are lost, mail goes on. */
  readonly onError: (error: Error) => void;
}

const FIELDS = "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context";
const FLUSH_AFTER_MS = 1000;
/** Characters held before a write starts at once. */
const FLUSH_AT_LENGTH = 64 * 1024;
/** Characters held while the disk does not keep up; beyond it lines are dropped and counted. */
const MAX_HELD_LENGTH = 16 * 1024 * 1024;

/** Exchange's protocol log of receive connectors: a CSV file a day (UTC), `RECVyyyymmdd-1.log`, written behind the sessions. */
export class ProtocolLog {
  private lines: string[] = [];
  private held = 0;
  private dropped = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private begunFile = "";

  constructor(private readonly options: ProtocolLogOptions) {}

  /** A log for one session; it numbers its lines. */
  session(identity: Omit<SessionLogIdentity, "log" | "clock">): SessionProtocolLog {
    return new SessionProtocolLog({ ...identity, clock: this.options.clock, log: this });
  }

  /** Adds one finished line. */
  add(line: string): void {
    if (this.held > MAX_HELD_LENGTH) {
      this.dropped++;
      return;
    }
    this.lines.push(line);
    this.held += line.length;
    if (this.held >= FLUSH_AT_LENGTH) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
  }

  /** Writes what is held; resolves when it is with the system. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write()).catch(this.options.onError);
    return this.writing;
  }

  private async write(): Promise<void> {
    if (this.lines.length === 0) return;
    const text = this.lines.join("");
    this.lines = [];
    this.held = 0;
    const file = join(this.options.directory, `RECV${day(this.options.clock())}-1.log`);
    await appendFile(file, (await this.header(file)) + text, { mode: 0o640 });
    if (this.dropped > 0)
      this.options.onError(new Error(`The protocol log lost ${this.dropped} lines: the disk is slow`));
    this.dropped = 0;
  }

  private async header(file: string): Promise<string> {
    if (file === this.begunFile) return "";
    await mkdir(this.options.directory, { recursive: true });
    this.begunFile = file;
    const size = await stat(file).then(
      (stats) => stats.size,
      () => 0,
    );
    const date = new Date(this.options.clock()).toISOString();
    return size > 0
      ? ""
      : `#Software: pulumi-smtp-relay\r\n#Version: 1.0\r\n#Log-type: SMTP Receive Protocol Log\r\n#Date: ${date}\r\n#Fields: ${FIELDS}\r\n`;
  }
}

interface SessionLogIdentity {
  readonly log: ProtocolLog;
  readonly clock: () => number;
  /** `host\name`. */
  readonly connectorId: string;
  readonly sessionId: string;
  /** `address:port`. */
  readonly localEndpoint: string;
  readonly remoteEndpoint: string;
}

/** The lines of one session. */
export class SessionProtocolLog {
  private sequence = 0;
  private readonly identity: string;
  private readonly endpoints: string;

  constructor(private readonly options: SessionLogIdentity) {
    this.identity = `${csv(options.connectorId)},${csv(options.sessionId)}`;
    this.endpoints = `${csv(options.localEndpoint)},${csv(options.remoteEndpoint)}`;
  }

  write(event: ProtocolEvent, data: string, context = ""): void {
    const time = new Date(this.options.clock()).toISOString();
    const sequence = this.sequence++;
    this.options.log.add(
      `${time},${this.identity},${sequence},${this.endpoints},${event},${csv(data)},${csv(context)}\r\n`,
    );
  }
}

const MAX_FIELD = 2048;

/** One CSV field. Control characters, which could begin a line of their own, become spaces; formula starts are quoted. */
function csv(text: string): string {
  const clean = text.slice(0, MAX_FIELD).replace(/[\p{Cc}\u2028\u2029]/gu, " ");
  return /^[-+=@\t]|[",]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}
