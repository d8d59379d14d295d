import { RecentReferences } from "./recent-references";
import type { Refusal, RefusalFacts, RefusalQuery } from "./refusal";
import { RefusalAllowance } from "./refusal-allowance";
import { RefusalFiles, type RefusalLimits } from "./refusal-files";
import { newReference } from "./refusal-reference";

export interface RefusalLogOptions {
  readonly directory: string;
  readonly limits: RefusalLimits;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told when a write fails; mail goes on. */
  readonly onError: (error: Error) => void;
}

const FLUSH_AFTER_MS = 500;
const PRUNE_EVERY_MS = 3_600_000;
/** Refusals held in memory while the disk does not keep up; beyond it no reference is given out. */
const MOST_WAITING = 2_000;

/**
 * Refusals by the reference that their clients were told. Noting one costs the session no waiting: lines are written
 * behind it, as many as an allowance lets in, into files of bounded size that outlive a restart.
 */
export class RefusalLog {
  private readonly files: RefusalFiles;
  private readonly recent = new RecentReferences();
  private readonly allowance: RefusalAllowance;
  private readonly pruning: NodeJS.Timeout;
  private waiting: Refusal[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: RefusalLogOptions) {
    this.files = new RefusalFiles(options.directory, options.limits);
    this.allowance = new RefusalAllowance(options.now());
    const prune = () => void this.inTurn(() => this.files.prune(options.now()));
    this.pruning = setInterval(prune, PRUNE_EVERY_MS).unref();
    prune();
  }

  /** Keeps a refusal and answers with its reference; undefined: it is one too many, and nothing is kept of it. */
  note(facts: RefusalFacts): string | undefined {
    const { limits, now } = this.options;
    if (limits.maxAge === 0) return undefined;
    const at = now();
    const key = JSON.stringify([
      facts.client,
      facts.connectorId,
      facts.reason,
      facts.identity,
      facts.sender,
      facts.recipient,
    ]);
    const known = this.recent.find(key, at);
    if (known !== undefined) return known;
    if (this.waiting.length >= MOST_WAITING || !this.allowance.take(facts.client, at)) return undefined;
    const ref = newReference();
    this.recent.remember(key, ref, at);
    this.waiting.push({ ref, at: new Date(at).toISOString(), ...facts });
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
    return ref;
  }

  /** The refusal of a reference (`8F3K-2M7Q`); undefined: none is kept. */
  async find(ref: string): Promise<Refusal | undefined> {
    await this.flush();
    // At the beginning of its line: in a field it could be what a client wrote.
    const begin = `{"ref":"${ref}",`;
    for await (const content of this.files.contents()) {
      const start = content.indexOf(begin);
      if (start < 0) continue;
      const end = content.indexOf("\n", start);
      const refusal = parseLine(content.toString("utf8", start, end < 0 ? undefined : end));
      return refusal !== undefined && this.isYoung(refusal) ? refusal : undefined;
    }
    return undefined;
  }

  /** Refusals, the newest first. */
  async list({ client, since = 0, limit }: RefusalQuery): Promise<readonly Refusal[]> {
    await this.flush();
    const found: Refusal[] = [];
    for await (const content of this.files.contents()) {
      for (const refusal of [...linesOf(content, client)].reverse()) {
        const isWanted = client === undefined || refusal.client === client;
        if (isWanted && Date.parse(refusal.at) >= since && this.isYoung(refusal)) found.push(refusal);
        if (found.length === limit) return found;
      }
    }
    return found;
  }

  /** Writes what is waiting; resolves when it is with the system. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return this.inTurn(async () => {
      const lines = this.waiting.splice(0).map((refusal) => `${JSON.stringify(refusal)}\n`);
      if (lines.length > 0) await this.files.append(lines);
    });
  }

  close(): Promise<void> {
    clearInterval(this.pruning);
    return this.flush();
  }

  private isYoung({ at }: Refusal): boolean {
    return Date.parse(at) > this.options.now() - this.options.limits.maxAge;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.writing = this.writing.then(work).catch(this.options.onError);
    return this.writing;
  }
}

function linesOf(content: Buffer, client: string | undefined): readonly Refusal[] {
  const mark = client === undefined ? "" : `"client":${JSON.stringify(client)}`;
  const lines = content.toString("utf8").split("\n");
  return lines.flatMap((line) => (line.includes(mark) ? (parseLine(line) ?? []) : []));
}

/** A line that a crash cut off is none. */
function parseLine(line: string): Refusal | undefined {
  try {
    return JSON.parse(line) as Refusal;
  } catch {
    return undefined;
  }
}
