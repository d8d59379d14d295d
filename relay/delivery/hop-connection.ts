import type { ConnectionOptions } from "node:tls";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Limit } from "../../model";
import type { ClaimedRecipient, MessageContent } from "../spool";
import { CorkedBody } from "./corked-body";
import { type HopLogin, logIn } from "./hop-login";
import { HopSession } from "./hop-session";
import { classifySendError, type HopError, type SendFailure } from "./send-failure";
import { type TransferFacts, transferParameters } from "./transfer-parameters";
import { wireAddress } from "./wire-address";

export interface HopOptions {
  /** Name of the host, or its address: for certificates. */
  readonly host: string;
  /** Where to connect. */
  readonly address: string;
  readonly port: number;
  /** Address of this host to connect from; null: the system's choice. */
  readonly localAddress: string | null;
  /** Name that we give ourselves in EHLO. */
  readonly hostname: string;
  readonly tls: "required" | "offered" | "off";
  readonly handshake: ConnectionOptions;
  readonly login: HopLogin | null;
  /** Milliseconds for the connection to be made. */
  readonly connectionTimeout: number;
}

export interface Transfer {
  readonly content: MessageContent;
  readonly recipients: readonly ClaimedRecipient[];
  /** MaxMessageSize of the send connector, in bytes. */
  readonly maxMessageSize: Limit;
}

export type SendResult =
  | {
      readonly kind: "sent";
      readonly reply: string;
      readonly refused: readonly HopError[];
      /** Somebody asked for word of this message, and the next hop does not know DSN: it passes nothing on. */
      readonly owesWord: boolean;
    }
  | SendFailure;

// RFC 5321 §4.5.3.2 asks for patience once mail is under way: 5 minutes for replies, 10 for the final one.
const SOCKET_TIMEOUT = 10 * 60_000;
const GREETING_TIMEOUT = 60_000;

/** An open session with a next hop. One transaction at a time. */
export class HopConnection {
  /** Transactions begun. */
  transactions = 0;
  /** Epoch milliseconds of the last release into the pool. */
  idleSince = 0;
  readonly #session: HopSession;
  readonly #keywords: ReadonlyMap<string, string>;
  readonly #standing: TransferFacts["standing"];
  #closed = false;

  private constructor(session: HopSession, { login }: HopOptions) {
    this.#session = session;
    this.#keywords = session.keywords;
    this.#standing = login === null ? "stranger" : "logged-in";
    session.once("end", () => {
      this.#closed = true;
    });
  }

  /** @throws HopError when there is no session: connection, greeting, TLS, login. */
  static async open(options: HopOptions): Promise<HopConnection> {
    const session = new HopSession(connectionOptions(options));
    try {
      await connect(session);
      if (options.login !== null) await logIn(session, options.login);
      return new HopConnection(session, options);
    } catch (error) {
      session.close();
      throw error;
    }
  }

  get closed(): boolean {
    return this.#closed || this.#session.destroyed;
  }

  /** Hands a message over. Never throws. */
  async send(transfer: Transfer): Promise<SendResult> {
    const reused = this.transactions > 0;
    try {
      const parameters = await transferParameters({ ...transfer, keywords: this.#keywords, standing: this.#standing });
      if ("refused" in parameters) return { kind: "failed", reply: parameters.refused, isOurs: true };
      this.transactions++;
      this.#session.prepare(parameters);
      const result = await this.#hand(transfer, { reused, isData: parameters.transfer === "data" });
      if (this.#session.isBodyUnderWay) this.destroy();
      return result;
    } catch (error) {
      return { kind: "deferred", reply: (error as Error).message, ambiguous: false };
    }
  }

  quit(): void {
    if (!this.closed) this.#session.quit();
  }

  /** Closes at once, whatever is going on. */
  destroy(): void {
    this.#session.close();
  }

  #hand(
    { content, recipients }: Transfer,
    { reused, isData }: { readonly reused: boolean; readonly isData: boolean },
  ): Promise<SendResult> {
    const { body, sender } = content;
    const owesWord = content.recipientDsn !== undefined && !this.#keywords.has("DSN");
    const message = !Buffer.isBuffer(body) ? body() : isData ? this.#corked(body) : body;
    const from = sender === "" ? (false as const) : wireAddress(sender);
    const envelope = { from, to: recipients.map(({ address }) => wireAddress(address)) };
    return new Promise((resolve) => {
      this.#session.send(envelope, message, (error, info) => {
        if (error) resolve(this.#failure(error as HopError, reused));
        else {
          const refused = (info.rejectedErrors ?? []) as HopError[];
          resolve({ kind: "sent", reply: info.response, refused, owesWord });
        }
      });
    });
  }

  #corked(body: Buffer): Buffer | CorkedBody {
    const socket = this.#session._socket;
    return socket ? new CorkedBody(body, socket) : body;
  }

  #failure(error: HopError, reused: boolean): SendFailure {
    const last = this.#session.lastServerResponse;
    // A pipelined DATA may be answered 354 though the envelope had been refused: no body followed (RFC 2920 §3.1).
    const isEnvelope = error.command === "MAIL FROM" || error.command === "RCPT TO";
    const isAsked = !isEnvelope && typeof last === "string" && last.startsWith("354");
    // EMESSAGE is the reply to the whole body.
    const bodyStarted = isAsked || error.code === "EMESSAGE";
    return classifySendError(error, { reused, bodyStarted });
  }
}

function connect(session: HopSession): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays attached: an error while nothing is going on must not end the process.
    session.on("error", (error: HopError) => reject(duringHandshake(session, error)));
    session.once("end", () => reject(new Error("The connection was closed.")));
    session.connect((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** A handshake that fails reports the socket's fault; that it is one of TLS decides what may happen next. */
function duringHandshake(session: HopSession, error: HopError): HopError {
  return session.upgrading === true ? Object.assign(error, { code: "ETLS" }) : error;
}

function connectionOptions(options: HopOptions): SMTPConnection.Options {
  return {
    host: options.address,
    port: options.port,
    name: options.hostname,
    requireTLS: options.tls === "required",
    ignoreTLS: options.tls === "off",
    // Otherwise port 465 would mean TLS from the first byte on.
    secure: false,
    tls: { ...options.handshake, ...(isAddress(options.host) ? {} : { servername: options.host }) },
    ...(options.localAddress === null ? {} : { localAddress: options.localAddress }),
    connectionTimeout: options.connectionTimeout,
    greetingTimeout: GREETING_TIMEOUT,
    socketTimeout: SOCKET_TIMEOUT,
    allowInternalNetworkInterfaces: true,
    logger: false,
  };
}

function isAddress(host: string): boolean {
  return host.includes(":") || /^[\d.]+$/.test(host);
}
