import { CONTOSO, CRM, RELAY, type RelayFixture, startFixture } from "../../protocol/relay-fixture";
import type { Chunking } from "./chunkings";
import { ExactClient } from "./exact-client";
import { hasBareLineEnd, HIDDEN, SMUGGLING_SEQUENCES, wireWith } from "./sequences";

export interface MatrixOptions {
  /** Chunkings of the bytes from one place to another. */
  readonly chunkings: (text: string, from: number, to: number) => Iterable<Chunking>;
}

export interface MatrixResult {
  /** Messages that were sent, each in a chunking of its own. */
  readonly inputs: number;
  /** What went wrong, in words; empty when nothing did. */
  readonly failures: readonly string[];
  /** Every different body that was stored, one letter for each byte, and how it was announced. */
  readonly stored: ReadonlyMap<string, "7BIT" | "8BITMIME" | "BINARYMIME">;
}

type Rejection = "refused" | "mended";
type Way = "DATA" | "BDAT" | "BDAT BINARYMIME";

/** Sends every sequence in every chunking, by DATA and BDAT, with BareLinefeedRejection on and off. */
export async function inboundMatrix(options: MatrixOptions): Promise<MatrixResult> {
  const matrix = new InboundMatrix(options);
  for (const rejection of ["refused", "mended"] as const) await matrix.run(rejection);
  return matrix;
}

class InboundMatrix implements MatrixResult {
  inputs = 0;
  readonly failures: string[] = [];
  readonly stored = new Map<string, "7BIT" | "8BITMIME" | "BINARYMIME">();

  constructor(private readonly options: MatrixOptions) {}

  async run(rejection: Rejection): Promise<void> {
    const connector = {
      ...CRM,
      bareLinefeedRejectionEnabled: rejection === "refused",
      binaryMimeEnabled: true,
      messageRateLimit: "unlimited",
      connectionTimeout: "1.00:00:00",
      connectionInactivityTimeout: "00:05:00",
      maxProtocolErrors: "unlimited",
    };
    const relay = await startFixture({ connectors: [connector], permissions: [RELAY], domains: [CONTOSO] });
    const client = await ExactClient.open(relay.port);
    await client.say("EHLO crm.contoso.com");
    for (const sequence of SMUGGLING_SEQUENCES) {
      await this.sendData(relay, client, { sequence, rejection });
      await this.sendChunks(relay, client, { sequence, rejection });
    }
    client.end();
    await relay.stop();
  }

  private async sendData(relay: RelayFixture, client: ExactClient, { sequence, rejection }: Case): Promise<void> {
    const { wire, at } = wireWith(sequence);
    for (const pieces of this.options.chunkings(wire, at, at + sequence.length + 2)) {
      await open(client, "");
      await client.say("DATA");
      await client.write(pieces);
      await this.judge(relay, client, { sequence, rejection, way: "DATA", pieces });
    }
  }

  /** The chunks of BDAT are cut where the packets are cut for DATA; a packet holds one command and its chunk. */
  private async sendChunks(relay: RelayFixture, client: ExactClient, { sequence, rejection }: Case): Promise<void> {
    const { wire, at } = wireWith(sequence);
    for (const way of ["BDAT", "BDAT BINARYMIME"] as const) {
      for (const pieces of this.options.chunkings(wire, at, at + sequence.length + 2)) {
        await open(client, way === "BDAT" ? "" : " BODY=BINARYMIME");
        const last = pieces.length - 1;
        const chunks = pieces.map((piece, index) => `BDAT ${piece.length}${index === last ? " LAST" : ""}\r\n${piece}`);
        await client.write(chunks);
        for (let index = 0; index < last; index++) await client.reply();
        await this.judge(relay, client, { sequence, rejection, way, pieces });
      }
    }
  }

  private async judge(relay: RelayFixture, client: ExactClient, sent: Sent): Promise<void> {
    this.inputs++;
    const reply = await client.reply();
    // The commands behind a message are in step: nothing of it was read as one.
    const after = await client.say("NOOP");
    const messages = relay.spool.committed.splice(0);
    const wrong = [
      isExpected(reply, sent) ? "" : `was answered ${reply}`,
      after === "250 2.0.0 OK" && client.unread === "" ? "" : `left ${after} ${client.unread} behind`,
      messages.length === (reply.startsWith("250 2.6.0 ") ? 1 : 0) ? "" : `stored ${messages.length} messages`,
      messages.every(({ sender }) => sender === "a@fabrikam.com") ? "" : "let another sender in",
      ...messages.map(({ body }) => (isWhole(body, sent) ? "" : `stored ${JSON.stringify(body.slice(-200))}`)),
    ].filter((text) => text !== "");
    for (const { body, bodyType } of messages) this.stored.set(withoutTrace(body), bodyType);
    if (wrong.length === 0) return;
    const { sequence, rejection, way, pieces } = sent;
    this.failures.push(
      `${JSON.stringify(sequence)} by ${way}, bare ${rejection}, as ${JSON.stringify(pieces)}: ${wrong.join("; ")}`,
    );
  }
}

interface Case {
  readonly sequence: string;
  readonly rejection: Rejection;
}

interface Sent extends Case {
  readonly way: Way;
  readonly pieces: Chunking;
}

async function open(client: ExactClient, parameters: string): Promise<void> {
  await client.say(`MAIL FROM:<a@fabrikam.com>${parameters}`);
  await client.say("RCPT TO:<b@fabrikam.com>");
}

function isExpected(reply: string, { sequence, rejection, way }: Sent): boolean {
  if (way === "BDAT BINARYMIME") return reply.startsWith("250 2.6.0 ");
  const content = `y${sequence}${HIDDEN}`;
  const isBare = hasBareLineEnd(content);
  if (isBare && rejection === "refused") return reply === "550 5.6.0 Bare CR or LF not allowed in message";
  if (content.includes("\0")) return reply === "550 5.6.0 NUL not allowed in message";
  return reply.startsWith("250 2.6.0 ");
}

/** The hidden commands are text of the message, each line of it mended, unstuffed or kept as its way has it. */
function isWhole(body: string, { sequence, rejection, way }: Sent): boolean {
  const { wire } = wireWith(sequence);
  const content = way === "DATA" ? wire.replace(/\r\n\.\r\n$/, "\r\n").replace(/(^|\r\n)\./g, "$1") : wire;
  const lines = rejection === "mended" && way !== "BDAT BINARYMIME" ? content.replace(/\r\n|\r|\n/g, "\r\n") : content;
  return withoutTrace(body) === lines;
}

function withoutTrace(body: string): string {
  return body.slice(body.indexOf("Subject: x"));
}
