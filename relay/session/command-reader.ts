import { SMTPStream } from "smtp-server/lib/smtp-stream.js";
import { type ContentDecoder, DataDecoder } from "./data-decoder";

const LF = 0x0a;
const CR = 0x0d;

/** RFC 4954 §4 asks for 12,288 octets in AUTH lines; nothing longer is a command. */
export const MAX_COMMAND_LENGTH = 16 * 1024;
/** Pipelined commands handled in one turn of the event loop, so that one client cannot hold up the others. */
const COMMANDS_PER_TURN = 25;

/** Takes the content of one message while it arrives. */
export interface DataSink {
  /** A run of content, dots taken out. The bytes stay valid after the call. */
  readonly content: (bytes: Buffer) => void;
  /** Called after each chunk: a promise holds the client back until it settles. */
  chunkRead(decoder: ContentDecoder): Promise<unknown> | undefined;
  /** The decoder found its end. Commands behind it wait for `continue`. */
  ended(decoder: ContentDecoder): void;
}

/** Holds replies back and lets them go together. */
export interface ReplyJoint {
  readonly hold: () => void;
  readonly release: () => void;
}

type Next = (error?: Error | null) => void;

interface Rest {
  readonly input: Buffer;
  readonly position: number;
  readonly next: Next;
}

/**
 * Cuts the bytes of a client into command lines and message data. Replaces smtp-server's parser, whose data path copies
 * every message through a stream of its own; the lines end at LF as there, the data only at CRLF "." CRLF or after the
 * octets that BDAT counts.
 *
 * Commands that come before the reply to the former are answered in turn, whether PIPELINING is offered or not: what a
 * client must not do harms nobody here, and to drop its bytes would (RFC 2920 §3.2 forbids it).
 */
export class CommandReader extends SMTPStream {
  private pending: Buffer | undefined;
  private sink: DataSink | undefined;
  private decoder: ContentDecoder = new DataDecoder();
  private resume: (() => void) | undefined;
  /** What follows the command that is at work. */
  private rest: Rest | undefined;
  private isDispatching = false;
  private isAnswered = false;

  constructor(private readonly replies: ReplyJoint) {
    super({ maxCommandLength: MAX_COMMAND_LENGTH });
  }

  /** The bytes after the current command line are message data for `sink`, up to where the decoder says. */
  receiveData(sink: DataSink, decoder: ContentDecoder = new DataDecoder()): void {
    this._dataMode = true;
    this.sink = sink;
    this.decoder = decoder;
  }

  /** Goes on with the commands behind a message, once it is answered. */
  override continue(): void {
    const resume = this.resume;
    this.resume = undefined;
    resume?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding | "buffer", next: Next): void {
    if (this.pending === undefined || this._dataMode) return this.consume(chunk, next);
    const whole = Buffer.concat([this.pending, chunk]);
    this.pending = undefined;
    this.consume(whole, next);
  }

  // Pipelined commands are answered in one write: each one costs a system call and wakes the client.
  private consume(input: Buffer, next: Next): void {
    if (this._dataMode || input.indexOf(LF) === input.length - 1) return this.walk(input, next);
    this.replies.hold();
    try {
      this.walk(input, next);
    } finally {
      this.replies.release();
    }
  }

  private walk(input: Buffer, next: Next): void {
    let position = 0;
    for (let handled = 0; ; handled++) {
      if (this.isClosed) return next();
      if (this._dataMode) return this.consumeData(position === 0 ? input : input.subarray(position), next);
      if (position === input.length) return next();
      if (handled === COMMANDS_PER_TURN) {
        setImmediate(() => this.consume(input.subarray(position), next));
        return;
      }
      const lf = input.indexOf(LF, position);
      if (lf < 0) return this.keepPartialLine(input.subarray(position), next);
      const line = input.subarray(position, input[lf - 1] === CR && lf > position ? lf - 1 : lf);
      if (line.length > MAX_COMMAND_LENGTH) return next(this._commandTooLong());
      position = lf + 1;
      if (!this.dispatch(line, input, position, next)) return;
    }
  }

  // False: the command is still at work and goes on with the rest itself.
  private dispatch(line: Buffer, input: Buffer, position: number, next: Next): boolean {
    this.isDispatching = true;
    this.isAnswered = false;
    try {
      this.oncommand(line, this.answered);
    } finally {
      this.isDispatching = false;
    }
    if (!this.isAnswered) this.rest = { input, position, next };
    return this.isAnswered;
  }

  // One for all commands: at work is one at a time, and each is answered once.
  private readonly answered = (): void => {
    if (this.isDispatching) {
      this.isAnswered = true;
      return;
    }
    const { rest } = this;
    this.rest = undefined;
    if (rest !== undefined) this.consume(rest.input.subarray(rest.position), rest.next);
  };

  private keepPartialLine(rest: Buffer, next: Next): void {
    if (rest.length > MAX_COMMAND_LENGTH) return next(this._commandTooLong());
    this.pending = rest.length === 0 ? undefined : rest;
    next();
  }

  private consumeData(chunk: Buffer, next: Next): void {
    const sink = this.sink as DataSink;
    const used = this.decoder.read(chunk, sink.content);
    if (this.decoder.ended) {
      this._dataMode = false;
      this.sink = undefined;
      this.resume = () => this.consume(chunk.subarray(used), next);
      return sink.ended(this.decoder);
    }
    const waiting = sink.chunkRead(this.decoder);
    if (waiting === undefined) return next();
    const go = () => next();
    waiting.then(go, go);
  }
}
