import { PassThrough, type Transform } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { DataEncoder } from "./data-encoder";

/** Parameters of one transaction, each with the space before it: ` BODY=8BITMIME SIZE=1000`. */
export interface TransferParameters {
  readonly mail: string;
  /** In the order of the recipients. */
  readonly recipients: readonly string[];
  /** `chunks`: the body goes as one BDAT chunk, whatever bytes it has (RFC 3030 §2). */
  readonly transfer: "data" | "chunks";
  /** Bytes of the body. */
  readonly size: number;
}

/** What this host uses of SMTPConnection beside its public face. The version is pinned exactly. */
interface Internals {
  _supportedExtensions: string[];
  _ehloLines?: readonly string[];
  _responseActions: ((reply: string) => void)[];
  _socket: NodeJS.WritableStream;
  /** Destroyed by nodemailer when the connection ends in the middle of it. */
  _currentDataStream: Transform | false;
  _sendCommand(line: string, logged?: string): void;
  _actionSMTPStream(reply: string, done: (error: Error | null, reply?: string) => void): void;
}

/** nodemailer's client with the parameters of MAIL and RCPT in our hands, and BDAT. */
export class HopSession extends SMTPConnection {
  #parameters: TransferParameters | undefined;
  #recipientsSent = 0;
  #keywords: ReadonlyMap<string, string> | undefined;
  #body: Transform | undefined;

  /** Keywords of the next hop's last EHLO reply, upper case, with their values. Read once the session is open. */
  get keywords(): ReadonlyMap<string, string> {
    const lines = (this as unknown as Internals)._ehloLines ?? [];
    return (this.#keywords ??= new Map(lines.map((line) => keyword(line))));
  }

  /** The next hop answered before it had the whole body: what is left of it would mix with the next commands. */
  get isBodyUnderWay(): boolean {
    return this.#body !== undefined && !this.#body.readableEnded;
  }

  /** The next transaction has these parameters. */
  prepare(parameters: TransferParameters): void {
    this.#parameters = parameters;
    this.#body = undefined;
    this.#recipientsSent = 0;
    const internals = this as unknown as Internals;
    const pipelines = parameters.transfer === "data" && this.keywords.has("PIPELINING");
    internals._supportedExtensions = pipelines ? ["PIPELINING"] : [];
  }

  /** Overrides SMTPConnection's: the one place that all commands pass. */
  _sendCommand(line: string, logged?: string): void {
    const send = (text: string, log?: string): void =>
      (SMTPConnection.prototype as unknown as Internals)._sendCommand.call(this, text, log);
    const parameters = this.#parameters;
    if (parameters === undefined) return send(line, logged);
    if (line.startsWith("MAIL FROM:<")) return send(line + parameters.mail);
    if (line.startsWith("RCPT TO:<")) return send(line + (parameters.recipients[this.#recipientsSent++] ?? ""));
    if (line === "DATA" && parameters.transfer === "chunks") return this.#skipData();
    send(line, logged);
  }

  /** Overrides SMTPConnection's, to know how far the body is. */
  _createSendStream(done: (error: Error | null, reply?: string) => void): Transform {
    const parameters = this.#parameters;
    this.#body = parameters?.transfer === "chunks" ? this.#chunk(parameters.size, done) : this.#data(done);
    return this.#body;
  }

  #data(done: (error: Error | null, reply?: string) => void): Transform {
    const internals = this as unknown as Internals;
    internals._responseActions.push((reply) => internals._actionSMTPStream(reply, done));
    const data = new DataEncoder();
    internals._currentDataStream = data;
    data.pipe(internals._socket, { end: false });
    data.once("end", () => {
      if (internals._currentDataStream === data) internals._currentDataStream = false;
    });
    return data;
  }

  /** A chunk is neither dot-stuffed nor ended by a dot. */
  #chunk(size: number, done: (error: Error | null, reply?: string) => void): Transform {
    const internals = this as unknown as Internals;
    internals._responseActions.push((reply) => internals._actionSMTPStream(reply, done));
    internals._sendCommand(`BDAT ${size} LAST`);
    const chunk = new PassThrough();
    chunk.pipe(internals._socket, { end: false });
    return chunk;
  }

  // BDAT has no 354: what waits for it goes on at once.
  #skipData(): void {
    const whenReady = (this as unknown as Internals)._responseActions.pop();
    this.lastServerResponse = "354";
    setImmediate(() => whenReady?.("354"));
  }
}

function keyword(line: string): readonly [string, string] {
  const [name = "", ...values] = line.split(/[ =]/);
  return [name.toUpperCase(), values.join(" ").trim()];
}
