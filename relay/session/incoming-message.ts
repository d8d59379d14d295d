import { type Decision, decideHeaders, decideMessage, type TransactionPolicy } from "../../model";
import type { MessageWriter, NewMessage, SpoolIntake } from "../spool";
import type { DataSink } from "./command-reader";
import type { ContentDecoder } from "./data-decoder";
import { HeaderCollector } from "./header-collector";
import type { HeaderMemory } from "./header-memory";
import { LineWatch } from "./line-watch";
import { LineEndingMender } from "./line-ending-mender";
import { rewriteHeader } from "./rewrite-header";

export interface IncomingMessageOptions {
  readonly transaction: TransactionPolicy;
  readonly message: NewMessage;
  readonly spool: SpoolIntake;
  readonly headerMemory: HeaderMemory;
  /** The host's own `Received` field, with its line end. */
  readonly received: string;
  /** RFC 5322 date, for a message without one. */
  readonly date: string;
  /** The message is complete, to its last dot. */
  readonly onComplete: () => void;
  /** The client sends on far beyond the size it may: not worth reading to the end. */
  readonly onRunaway: () => void;
}

/** How a message ended: what the model says, or that the spool failed. */
export type MessageOutcome =
  | { readonly outcome: "judged"; readonly decision: Decision; readonly messageId: string }
  | { readonly outcome: "failed"; readonly error: unknown };

/** Too many headers are arriving at once. */
export class NoRoomForHeader extends Error {
  constructor() {
    super("there is no memory for another header");
    this.name = "NoRoomForHeader";
  }
}

/** Bytes beyond the limit that are read and thrown away, so that the client hears 552 instead of a reset connection. */
export const RUNAWAY_ALLOWANCE = 8 * 1024 * 1024;

/** One message on its way from DATA or BDAT to the spool. Nothing of a refused message is kept. */
export class IncomingMessage implements DataSink {
  private size = 0;
  private hasNul = false;
  private hasBareLineEnding = false;
  private hasOverlongLine = false;
  private header: HeaderCollector | undefined;
  /** Bytes that the header holds. */
  private held = 0;
  private verdict: Decision | undefined;
  private messageId = "";
  private writer: MessageWriter | undefined;
  private waiting: Promise<unknown> | undefined;
  private failure: { readonly error: unknown } | undefined;
  private stalls = 0;
  private isDiscarding = false;
  private isSettled = false;
  /** Called from within the socket's data event: nothing may be thrown from here. */
  readonly content: DataSink["content"];
  private readonly mender: LineEndingMender | undefined;
  private readonly isBinary: boolean;

  constructor(private readonly options: IncomingMessageOptions) {
    const { bareLineEndings, maxHeaderSize } = options.transaction;
    this.header = new HeaderCollector(maxHeaderSize);
    this.isBinary = bareLineEndings === "kept";
    const mender = bareLineEndings === "mended" ? new LineEndingMender() : undefined;
    this.mender = mender;
    this.content = mender === undefined ? this.accept : (bytes) => mender.mend(bytes, this.accept);
  }

  private readonly accept = (bytes: Buffer): void => {
    this.size += bytes.length;
    if (!this.isBinary && bytes.includes(0)) this.hasNul = true;
    if (this.isDiscarding) return;
    try {
      this.take(bytes);
    } catch (error) {
      this.noteFailure(error);
    }
  };

  private take(bytes: Buffer): void {
    const { maxMessageSize } = this.options.transaction;
    if (this.hasNul || (maxMessageSize !== null && this.size > maxMessageSize)) return this.abandon();
    if (this.header === undefined) this.store(bytes);
    else this.collect(this.header, bytes);
  }

  chunkRead(decoder: ContentDecoder): Promise<unknown> | undefined {
    this.judgeLines(decoder);
    const { maxMessageSize } = this.options.transaction;
    if (maxMessageSize !== null && this.size > maxMessageSize + RUNAWAY_ALLOWANCE) this.options.onRunaway();
    const { waiting } = this;
    if (waiting === undefined) return undefined;
    this.waiting = undefined;
    this.stalls++;
    return waiting.finally(() => this.stalls--);
  }

  ended(decoder: ContentDecoder): void {
    this.judgeLines(decoder);
    this.options.onComplete();
  }

  get queueId(): string {
    return this.options.message.queueId;
  }

  /** Bytes that came so far. */
  get bytes(): number {
    return this.size;
  }

  /** True while the spool asks to wait: the client is held back by us, it is not idle. */
  get isStalled(): boolean {
    return this.stalls > 0;
  }

  /** How it will end when what has come already decides it: a chunk that is not the last is answered with it. */
  get outcomeSoFar(): MessageOutcome | undefined {
    if (this.failure !== undefined) return { outcome: "failed", error: this.failure.error };
    if (!this.isDiscarding) return undefined;
    return { outcome: "judged", decision: this.judge(), messageId: this.messageId };
  }

  /** Judges the complete message and, if it is taken, makes it durable. */
  finish(): Promise<MessageOutcome> {
    this.mender?.end(this.accept);
    if (this.header !== undefined && !this.isDiscarding) this.finishHeader(this.header);
    return this.waiting === undefined ? this.conclude() : this.waiting.then(() => this.conclude());
  }

  private conclude(): Promise<MessageOutcome> {
    if (this.failure !== undefined) return settled({ outcome: "failed", error: this.failure.error });
    const decision = this.judge();
    const { messageId, writer } = this;
    if (decision.action !== "accept") {
      this.abandon();
      return settled({ outcome: "judged", decision, messageId });
    }
    // Only a commit may end in a 250, so a message that was given up on the way can only fail.
    if (writer === undefined || this.isSettled)
      return settled({ outcome: "failed", error: new Error("given up before") });
    this.isSettled = true;
    return writer.commit().then(
      () => ({ outcome: "judged", decision, messageId }),
      (error: unknown) => ({ outcome: "failed", error }),
    );
  }

  /** What is answered to a client that is cut off for its size. */
  judge(): Decision {
    const { size, hasBareLineEnding, hasNul, hasOverlongLine, verdict } = this;
    const { queueId } = this.options.message;
    const facts = { size, hasBareLineEnding, hasNul, hasOverlongLine, queueId };
    const decision = decideMessage(this.options.transaction, facts);
    // The bytes first: whether the header was judged before they turned out bad is a matter of how they were cut.
    return decision.action === "accept" && verdict !== undefined && verdict.action !== "accept" ? verdict : decision;
  }

  /** The client is gone, the message refused or the spool failed: leaves nothing behind. */
  abandon(): void {
    this.isDiscarding = true;
    this.letHeaderGo();
    if (this.isSettled || this.writer === undefined) return;
    this.isSettled = true;
    this.writer.abort().catch(() => undefined);
  }

  private judgeLines({ bareLineEnding, overlongLine }: ContentDecoder): void {
    const isBare = bareLineEnding && this.mender === undefined;
    if (!isBare && !overlongLine) return;
    this.hasBareLineEnding = isBare;
    this.hasOverlongLine = overlongLine;
    this.abandon();
  }

  private collect(header: HeaderCollector, bytes: Buffer): void {
    this.held += bytes.length;
    if (!this.options.headerMemory.hold(bytes.length, this.held)) return this.noteFailure(new NoRoomForHeader());
    header.push(bytes);
    if (header.tooLarge) return this.judgeHeader(header);
    if (header.complete) this.begin(header);
  }

  private finishHeader(header: HeaderCollector): void {
    header.finish();
    this.begin(header);
  }

  private judgeHeader(header: HeaderCollector): void {
    this.verdict = decideHeaders(this.options.transaction, { size: header.size, fields: [] });
    this.abandon();
  }

  private letHeaderGo(): void {
    this.header = undefined;
    this.options.headerMemory.letGo(this.held);
    this.held = 0;
  }

  private begin(header: HeaderCollector): void {
    this.letHeaderGo();
    if (this.isBinary && !isText(header.block)) {
      this.hasBareLineEnding = true;
      return this.abandon();
    }
    const fields = header.fields.map((field) => header.read(field));
    const verdict = decideHeaders(this.options.transaction, { size: header.size, fields });
    this.verdict = verdict;
    if (verdict.action !== "accept") return this.abandon();
    const fallbackId = `<${this.options.message.queueId}@${this.options.transaction.session.hostName}>`;
    const { received, date } = this.options;
    const rewritten = rewriteHeader(header, { stripped: verdict.stripped, received, date, fallbackId });
    this.messageId = rewritten.messageId;
    this.open(rewritten.pieces);
  }

  private open(pieces: readonly Buffer[]): void {
    try {
      this.writer = this.options.spool.begin(this.options.message);
    } catch (error) {
      this.failure = { error };
      return this.abandon();
    }
    for (const piece of pieces) this.store(piece);
  }

  private store(bytes: Buffer): void {
    if (this.isSettled || this.writer === undefined) return;
    try {
      const waiting = this.writer.write(bytes);
      if (waiting === undefined) return;
      const settled = waiting.catch((error: unknown) => this.noteFailure(error));
      this.waiting = this.waiting === undefined ? settled : Promise.all([this.waiting, settled]);
    } catch (error) {
      this.noteFailure(error);
    }
  }

  private noteFailure(error: unknown): void {
    this.failure ??= { error };
    this.abandon();
  }
}

function settled(outcome: MessageOutcome): Promise<MessageOutcome> {
  return Promise.resolve(outcome);
}

/** The header of a binary message has lines all the same: a field must not hide behind a bare LF. */
function isText(block: Buffer): boolean {
  const lines = new LineWatch();
  lines.see(block);
  lines.end();
  return !lines.bareLineEnding && !block.includes(0);
}
