import type { Socket } from "node:net";
import {
  decideLogonFailures,
  decideProtocolErrors,
  isProtocolError,
  type RecipientDsn,
  type Replies,
  repliesOf,
  type SessionPolicy,
  type ShadowTransaction,
  type SmtpReply,
  tarpitOf,
  type TransactionPolicy,
} from "../../model";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import type { SMTPServer } from "smtp-server";
import type { AddressCommand } from "./address-command";
import type { ChunkedMessage } from "./bdat-command";
import { CommandReader } from "./command-reader";
import { isCommand, runCommand } from "./commands";
import type { IncomingMessage } from "./incoming-message";
import type { SessionProtocolLog } from "./session-protocol-log";
import { referRefusal } from "./referred-refusal";
import { type Answer, closeWith, reject } from "./session-answer";
import { cutLine, type CommandLine } from "./command-line";
import type { SessionHost } from "./session-host";
import type { SessionTrace } from "./session-trace";
import { LINGER } from "./refuse-connection";
import { replyLine } from "./reply-line";

export interface RelayConnectionOptions {
  readonly host: SessionHost;
  readonly policy: SessionPolicy;
  readonly greeting: SmtpReply;
  readonly sessionId: string;
  readonly clientPort: number;
  readonly protocol: SessionProtocolLog | undefined;
  readonly onEnd: () => void;
}

/** The mail transaction between MAIL and the last dot. */
export interface Transaction {
  readonly policy: TransactionPolicy;
  /**
   * Envelope addresses, and what is asked to be told of each; null: nothing. One that is named twice gets one copy, as it
   * was asked for last.
   */
  readonly recipients: Map<string, RecipientDsn | null>;
  /** MAIL as it came. */
  readonly mail: AddressCommand;
  /** What it would be if everything observed only were enforced; set by the first RCPT, and only while something is. */
  shadow?: ShadowTransaction;
  /** Set by the first BDAT. */
  chunks?: ChunkedMessage;
}

/** Answers one line of an AUTH exchange. */
export type Continuation = (line: string) => Answer | Promise<Answer>;

type Callback = () => void;

/**
 * One SMTP session on smtp-server's connection, which keeps the socket, STARTTLS and closing. Commands, replies, limits
 * and the data path are here and beside; what may be done is decided by the model alone.
 */
export class RelayConnection extends SMTPConnection {
  readonly host: SessionHost;
  readonly protocol: SessionProtocolLog | undefined;
  readonly clientPort: number;
  /** What the session may do now: replaced by AUTH, put back by STARTTLS. */
  policy: SessionPolicy;
  transaction: Transaction | undefined;
  continuation: Continuation | undefined;
  relayRefusals = 0;
  /** Commands that lead to no mail, since the last message that was taken. */
  idleCommands = 0;
  /** What messages say of the session; see traceOf. */
  trace: SessionTrace | undefined;
  private readonly anonymousPolicy: SessionPolicy;
  private readonly greeting: SmtpReply;
  private readonly onEnd: () => void;
  private message: IncomingMessage | undefined;
  /** Becomes true once a message is complete, until it is known what becomes of it. */
  private isConcluding = false;
  private protocolErrors = 0;
  private logonFailures = 0;
  private deadline: NodeJS.Timeout | undefined;
  private tarpit: NodeJS.Timeout | undefined;
  private linger: NodeJS.Timeout | undefined;
  private topSocket: Socket | undefined;
  /** Set when the session has to end behind the message it is at. */
  private lastWord: SmtpReply | undefined;
  private hasTriedAuth = false;
  /** On the clock of performance.now(). */
  private commandBegan = 0;

  constructor(server: SMTPServer, socket: Socket, options: RelayConnectionOptions) {
    const { policy } = options;
    super(server, socket, {
      id: options.sessionId,
      localAddress: policy.local.address,
      localPort: policy.local.port,
      remoteAddress: policy.client,
      remotePort: options.clientPort,
    });
    this.host = options.host;
    this.protocol = options.protocol;
    this.clientPort = options.clientPort;
    this.policy = policy;
    this.anonymousPolicy = policy;
    this.greeting = options.greeting;
    this.onEnd = options.onEnd;
  }

  /** Replies in the dialect the session began with. */
  get replies(): Replies {
    return repliesOf(this.policy.snapshot.transport.dialect);
  }

  get reader(): CommandReader {
    return this._parser as CommandReader;
  }

  /**
   * Greets at once. smtp-server waits 100 ms to catch clients that talk first; here their bytes are read after the
   * banner is written, since the wait would cost every honest client more than it costs the others.
   */
  override init(): void {
    this.deadline = setTimeout(() => this.onDeadline(), this.policy.selection.connector.timeouts.connection).unref();
    this._setListeners(() => this.connectionReady());
  }

  override connectionReady(): void {
    this._ready = true;
    this.say(this.greeting);
  }

  /** Writes one reply line. */
  say(reply: SmtpReply): void {
    this.writeLine(replyLine(this.hasEnhancedCodes ? reply : { ...reply, enhancedCode: "" }));
  }

  /** Writes a reply of several lines (RFC 5321 §4.2.1). */
  sayLines(reply: SmtpReply, more: readonly string[]): void {
    if (more.length === 0) return this.say(reply);
    const first = `${reply.code}-${reply.text}`;
    const rest = more.map((text, index) => `${reply.code}${index === more.length - 1 ? " " : "-"}${text}`);
    this.writeLine([first, ...rest].join("\r\n"));
  }

  /** Replies that smtp-server makes by itself: over-long lines, refused TLS. */
  override send(code: number, data?: string | string[] | null): void {
    const text = Array.isArray(data) ? data.join(" ") : (data ?? "");
    this.say({ code, enhancedCode: code === 421 ? "4.7.0" : "", text });
    if (code === 421) this.close();
  }

  /** Begins to take the message that follows. */
  receive(message: IncomingMessage): void {
    this.expect(message);
    this.reader.receiveData(message);
  }

  /** From now on a message is on its way. */
  expect(message: IncomingMessage): void {
    this.message = message;
  }

  /** A chunk that does not end its message has been read: answers it, and lets the next command in. */
  chunkComplete(answer: Answer): void {
    const { reader } = this;
    this._handlerPending = true;
    // In a turn of its own: thousands of small chunks in one packet would pile up on the stack.
    this.finish(answer, () => setImmediate(() => reader.continue()));
  }

  /** Answers a command or a message and goes on; a session that has nothing more to say closes. */
  finish(answer: Answer | undefined, next: Callback): void {
    if (this._closing || this._closed) return next();
    if (answer === undefined) return this.goOn(next);
    const final = this.spendBudget(answer);
    const isFailed = isFailedLogin(answer.reply);
    // A failed login is answered at the same moment after the command, whatever its check took.
    const spent = isFailed ? performance.now() - this.commandBegan : 0;
    const tarpit = tarpitOf(this.policy, { reply: final.reply, isFailedLogin: isFailed }) - spent;
    if (tarpit > 0) {
      this.tarpit = setTimeout(() => this.deliver(final, next), tarpit);
      return;
    }
    this.deliver(final, next);
  }

  /** Ends the session with a last reply: now, or behind the message that is on its way. Nothing waits for the client. */
  endWith(reply: SmtpReply): void {
    if (this._closed) return;
    if (this.message !== undefined && !this._closing) {
      this.lastWord = reply;
      return;
    }
    this.deliver(closeWith(reply), () => undefined);
    this.linger ??= setTimeout(() => this.destroy(), LINGER).unref();
  }

  /** Forgets the mail transaction. Also called by smtp-server after a TLS handshake. */
  override _resetSession(): void {
    this.dropChunks();
    this.transaction = undefined;
    this.continuation = undefined;
  }

  private dropChunks(): void {
    const message = this.transaction?.chunks?.message;
    if (message === undefined) return;
    message.abandon();
    if (this.message === message) this.message = undefined;
  }

  override _createParser(): CommandReader {
    const reader = new CommandReader({
      hold: () => this._socket.cork(),
      release: () => this._socket.uncork(),
    });
    reader.oncommand = (command, callback) => this._onCommand(command, callback);
    reader.on("error", () => this.endNow({ code: 421, enhancedCode: "4.7.0", text: "Command line too long" }));
    // A client may close its side behind its last command: it still gets the answers, then the connection ends.
    reader.on("finish", () => this.close());
    return reader;
  }

  override _onCommand(command: Buffer, callback: Callback = () => undefined): void {
    // What was pipelined behind STARTTLS came in clear text: it is dropped without an answer (RFC 3207 §6).
    if (this._upgrading) return callback();
    const line = cutLine(command);
    this.logCommand(line);
    this._handlerPending = true;
    this.commandBegan = performance.now();
    try {
      const answer = this.run(line);
      if (!(answer instanceof Promise)) return this.finish(answer, callback);
      answer.then(
        (late) => this.finish(late, callback),
        (error: unknown) => this.fail(error, callback),
      );
    } catch (error) {
      this.fail(error, callback);
    }
  }

  override upgrade(callback: Callback, secureCallback?: Callback): void {
    this.policy = this.anonymousPolicy;
    // The go-ahead must leave in clear text, before the handshake takes the socket.
    while (this._socket.writableCorked > 0) this._socket.uncork();
    super.upgrade(callback, secureCallback);
  }

  /** smtp-server arms each socket it goes on with: the plain one, and the TLS one as soon as its handshake begins. */
  override _armTimeout(socket: Socket = this._socket): void {
    this.topSocket = socket;
    super._armTimeout(socket);
  }

  /** Cuts the connection off. Always from the top: a plain socket taken from under a handshake takes Node down. */
  destroy(): void {
    this.topSocket?.destroy();
  }

  override close(): void {
    if (this._upgrading) this.destroy();
    super.close();
  }

  override _onTimeout(): void {
    if (this._closing) return this.destroy();
    // The client waits for us, not we for it.
    if (this._handlerPending || this.message?.isStalled) return this._armTimeout();
    this.endNow(this.replies.idle);
  }

  override _onClose(): void {
    const isFirst = !this._closed;
    super._onClose();
    if (!isFirst) return;
    clearTimeout(this.deadline);
    clearTimeout(this.tarpit);
    clearTimeout(this.linger);
    this.message?.abandon();
    this.protocol?.write("-", "");
    this.onEnd();
  }

  /** The message is complete: answers what becomes of it, and lets the next command in. */
  messageComplete(message: IncomingMessage, conclusion: Promise<Answer>): void {
    const reader = this.reader;
    this._handlerPending = true;
    this.isConcluding = true;
    const settle = (answer: Answer) => {
      this.isConcluding = false;
      this.message = undefined;
      this._resetSession();
      this.finish(answer, () => {
        if (this.lastWord === undefined) reader.continue();
        else this.endWith(this.lastWord);
      });
    };
    conclusion.then(settle, (error: unknown) => {
      message.abandon();
      settle(this.fault(error));
    });
  }

  /** Says a last reply and closes, whatever is under way. */
  endNow(reply: SmtpReply): void {
    if (this._closing || this._closed) return;
    this.message?.abandon();
    this.deliver(closeWith(reply), () => undefined);
  }

  private run(line: CommandLine): Answer | undefined | Promise<Answer | undefined> {
    const { continuation } = this;
    if (continuation === undefined) return runCommand(this, line);
    this.continuation = undefined;
    return continuation(line.text);
  }

  private deliver(answer: Answer, next: Callback): void {
    if (this._closing || this._closed) return next();
    this.logRefusal(answer);
    this.say(referRefusal(this, answer).reply);
    if (answer.action === "close") this.close();
    this.goOn(next);
  }

  private goOn(next: Callback): void {
    this._handlerPending = false;
    this._whenWritable(next);
  }

  private spendBudget(answer: Answer): Answer {
    if (isFailedLogin(answer.reply)) return decideLogonFailures(this.policy, ++this.logonFailures) ?? answer;
    if (!isProtocolError(answer.reply.code)) return answer;
    this.protocolErrors++;
    return decideProtocolErrors(this.policy, this.protocolErrors) ?? answer;
  }

  private onDeadline(): void {
    if (this.isConcluding) this.lastWord = this.replies.idle;
    else this.endNow(this.replies.idle);
  }

  private fail(error: unknown, callback: Callback): void {
    this.finish(this.fault(error), callback);
  }

  /** An unknown fault is temporary for the client and an error in the log. */
  private fault(error: unknown): Answer {
    this.host.log.error({ session: this.id, err: error }, "a command failed");
    return reject(this.replies.localError);
  }

  private logCommand(line: CommandLine): void {
    const isAuth = line.verb.startsWith("AUTH");
    this.hasTriedAuth ||= isAuth;
    if (this.protocol === undefined) return;
    // A client whose AUTH was refused may send the rest all the same: it comes as a command that nobody knows.
    const isUnknown = !isAuth && !isCommand(line.verb);
    const isSecret = this.continuation !== undefined || (this.hasTriedAuth && isUnknown);
    this.protocol.write("<", isSecret ? "<authentication data>" : line.loggable);
  }

  private logRefusal(answer: Answer): void {
    const { action, reply, reason, by } = answer;
    if (action === "accept") return;
    const { client, local, selection } = this.policy;
    this.host.watch.refused({ connector: selection.connector.name, ...answer });
    if (reason === undefined) return;
    const said = `${reply.code} ${reply.enhancedCode}`;
    this.host.log.info({ session: this.id, client, local, reason, by, reply: said }, "refused");
  }

  private get hasEnhancedCodes(): boolean {
    return this.policy.selection.connector.settings.enhancedStatusCodesEnabled;
  }

  private writeLine(line: string): void {
    // While a handshake runs the socket is still the plain one: a reply would be clear text inside the TLS stream.
    if (this._upgrading || !this._socket.writable) return;
    this._socket.write(`${line}\r\n`, "latin1");
    if (this.protocol !== undefined) for (const part of line.split("\r\n")) this.protocol.write(">", part);
  }
}

/** RFC 4954 §6: nothing else is answered 535. */
function isFailedLogin({ code }: SmtpReply): boolean {
  return code === 535;
}
