import { domainToASCII } from "node:url";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SmartHost } from "../../model";
import type { MessageContent } from "../spool";
import { CorkedBody } from "./corked-body";
import { classifySendError, type HopError, type SendFailure } from "./send-failure";

export interface HopOptions extends SmartHost {
  /** Name that we give ourselves in EHLO. */
  readonly hostname: string;
  /** `required`: no mail without TLS. `offered`: TLS where the next hop has it. `off`: it failed there a moment ago. */
  readonly tls: "required" | "offered" | "off";
}

export type SendResult =
  { readonly kind: "sent"; readonly reply: string; readonly refused: readonly HopError[] } | SendFailure;

// RFC 5321 §4.5.3.2 asks for patience once mail is under way: 5 minutes for replies, 10 for the final one.
const SOCKET_TIMEOUT = 10 * 60_000;
const CONNECTION_TIMEOUT = 30_000;
const GREETING_TIMEOUT = 60_000;

/** An open session with a next hop. One transaction at a time. */
export class HopConnection {
  /** Transactions begun. */
  transactions = 0;
  /** Epoch milliseconds of the last release into the pool. */
  idleSince = 0;
  readonly #connection: SMTPConnection;
  #closed = false;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    connection.once("end", () => {
      this.#closed = true;
    });
  }

  /** @throws HopError when there is no session: name, connection, greeting, TLS. */
  static open(options: HopOptions): Promise<HopConnection> {
    const connection = new SMTPConnection(connectionOptions(options));
    return new Promise((resolve, reject) => {
      // Stays attached: an error while nothing is going on must not end the process.
      connection.on("error", reject);
      connection.once("end", () => reject(new Error("The connection was closed.")));
      connection.connect((error) => {
        if (error) reject(error);
        else resolve(new HopConnection(connection));
      });
    });
  }

  get closed(): boolean {
    return this.#closed || this.#connection.destroyed;
  }

  /** Hands a message over. Never throws. */
  send(content: MessageContent, recipients: readonly string[]): Promise<SendResult> {
    const reused = this.transactions > 0;
    this.transactions++;
    const missing = this.#missingExtension(content, recipients);
    if (missing !== undefined) return Promise.resolve({ kind: "failed", reply: missing });
    const body = Buffer.isBuffer(content.body) ? this.#corked(content.body) : content.body();
    return new Promise((resolve) => {
      this.#connection.send(envelopeOf(content, recipients), body, (error, info) => {
        if (error) resolve(this.#failure(error as HopError, reused));
        else resolve({ kind: "sent", reply: info.response, refused: (info.rejectedErrors ?? []) as HopError[] });
      });
    });
  }

  quit(): void {
    if (!this.closed) this.#connection.quit();
  }

  /** Closes at once, whatever is going on. */
  destroy(): void {
    this.#connection.close();
  }

  #corked(body: Buffer): Buffer | CorkedBody {
    const socket = this.#connection._socket;
    return socket ? new CorkedBody(body, socket) : body;
  }

  #failure(error: HopError, reused: boolean): SendFailure {
    const last = this.#connection.lastServerResponse;
    // A pipelined DATA may be answered 354 though the envelope had been refused: no body followed (RFC 2920 §3.1).
    const isEnvelope = error.command === "MAIL FROM" || error.command === "RCPT TO";
    const bodyStarted = !isEnvelope && typeof last === "string" && last.startsWith("354");
    return classifySendError(error, { reused, bodyStarted });
  }

  /** RFC 6531 §3.2: an internationalized message must not go to a host that does not take it. */
  #missingExtension(content: MessageContent, recipients: readonly string[]): string | undefined {
    if (!content.smtpUtf8 && !isInternational(content.sender) && !recipients.some(isInternational)) return undefined;
    const { _supportedExtensions: known } = this.#connection as unknown as {
      readonly _supportedExtensions: readonly string[];
    };
    return known.includes("SMTPUTF8")
      ? undefined
      : "550 5.6.7 The next hop does not take internationalized mail (SMTPUTF8)";
  }
}

function connectionOptions({ host, port, hostname, tls }: HopOptions): SMTPConnection.Options {
  return {
    host,
    port,
    name: hostname,
    requireTLS: tls === "required",
    ignoreTLS: tls === "off",
    // SendConnector.RequireTLS asks for encryption; whose certificate it is, is not judged (TlsAuthLevel EncryptionOnly).
    tls: { rejectUnauthorized: false, minVersion: "TLSv1.2" },
    connectionTimeout: CONNECTION_TIMEOUT,
    greetingTimeout: GREETING_TIMEOUT,
    socketTimeout: SOCKET_TIMEOUT,
    dnsTimeout: 10_000,
    allowInternalNetworkInterfaces: true,
    logger: false,
  };
}

function envelopeOf(
  { sender, bodyType, size }: MessageContent,
  recipients: readonly string[],
): SMTPConnection.Envelope {
  return {
    from: sender === "" ? false : withAsciiDomain(sender),
    to: recipients.map(withAsciiDomain),
    size,
    use8BitMime: bodyType === "8BITMIME",
  };
}

// eslint-disable-next-line no-control-regex -- the range of ASCII is what is meant
const NOT_ASCII = /[^\u0000-\u007f]/;

function isInternational(address: string): boolean {
  return NOT_ASCII.test(address);
}

/** Names travel as A-labels (RFC 5321 §2.3.5), also to a host that knows no SMTPUTF8. */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 0 || !isInternational(address.slice(at))) return address;
  return `${address.slice(0, at + 1)}${domainToASCII(address.slice(at + 1))}`;
}
