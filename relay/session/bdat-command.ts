import { ChunkDecoder } from "./chunk-decoder";
import type { DataSink } from "./command-reader";
import { RUNAWAY_ALLOWANCE, type IncomingMessage } from "./incoming-message";
import { LineWatch } from "./line-watch";
import { conclude, openMessage } from "./message-opening";
import type { RelayConnection, Transaction } from "./relay-connection";
import { type Answer, accept, closeWith, reject } from "./session-answer";

/** A message that comes in chunks: where it goes, and what its lines were like so far. */
export interface ChunkedMessage {
  readonly message: IncomingMessage;
  readonly queueId: string;
  /** Undefined for BINARYMIME, which has no lines. */
  readonly lines: LineWatch | undefined;
}

interface Chunk {
  /** Octets. */
  readonly size: number;
  readonly isLast: boolean;
}

/**
 * BDAT (RFC 3030 §2). Its octets follow whatever it is answered, and are never read as commands: a refused chunk is read
 * and thrown away before the refusal is said. Only a size that cannot be read ends the session, as nobody knows then
 * where the next command begins.
 */
export function bdat(connection: RelayConnection, argument: string): Answer | undefined {
  const { replies } = connection;
  const chunk = readChunk(argument);
  if (chunk === undefined) return closeWith(replies.parameterInvalid);
  const refusal = refuseChunk(connection);
  if (refusal !== undefined) swallow(connection, chunk, refusal);
  else take(connection, chunk);
  return undefined;
}

function readChunk(argument: string): Chunk | undefined {
  const [, size, last] = /^(\d{1,15})(?: +(LAST))?$/i.exec(argument.trim()) ?? [];
  return size === undefined ? undefined : { size: Number(size), isLast: last !== undefined };
}

function refuseChunk({ replies, policy, hostNameAppearsAs, transaction, host }: RelayConnection): Answer | undefined {
  if (!policy.selection.connector.settings.chunkingEnabled) return reject(replies.chunkingOff);
  if (hostNameAppearsAs === false) return reject(replies.helloFirst);
  if (transaction === undefined) return reject(replies.mailFirst);
  if (transaction.recipients.size === 0) return reject(replies.rcptFirst);
  return transaction.chunks === undefined && !host.accepting ? reject(replies.insufficientResources) : undefined;
}

function swallow(connection: RelayConnection, { size }: Chunk, refusal: Answer): void {
  let left = connection.policy.selection.connector.settings.maxMessageSize + RUNAWAY_ALLOWANCE;
  const sink: DataSink = {
    content: ({ length }) => void (left -= length),
    chunkRead: () => {
      if (left < 0) connection.endNow(refusal.reply);
      return undefined;
    },
    ended: () => connection.chunkComplete(refusal),
  };
  connection.reader.receiveData(sink, new ChunkDecoder(size));
}

function take(connection: RelayConnection, { size, isLast }: Chunk): void {
  const transaction = connection.transaction as Transaction;
  const { message, queueId, lines } = (transaction.chunks ??= begin(connection, transaction));
  const decoder = new ChunkDecoder(size, lines);
  if (isLast) {
    const ended: DataSink["ended"] = (read) => {
      lines?.end();
      message.ended(read);
    };
    return connection.reader.receiveData(sinkOf(message, ended), decoder);
  }
  const answer = (): Answer => {
    const outcome = message.outcomeSoFar;
    if (outcome !== undefined) return conclude(connection, queueId, outcome);
    const { chunkReceived } = connection.replies;
    return accept({ ...chunkReceived, text: `${chunkReceived.text}, ${size} octets` });
  };
  const ended: DataSink["ended"] = (read) => {
    const waiting = message.chunkRead(read);
    if (waiting === undefined) return connection.chunkComplete(answer());
    void waiting.finally(() => connection.chunkComplete(answer()));
  };
  connection.reader.receiveData(sinkOf(message, ended), decoder);
}

function sinkOf(message: IncomingMessage, ended: DataSink["ended"]): DataSink {
  return { content: message.content, chunkRead: (read) => message.chunkRead(read), ended };
}

function begin(connection: RelayConnection, transaction: Transaction): ChunkedMessage {
  const message = openMessage(connection, transaction);
  connection.expect(message);
  const lines = transaction.policy.bodyType === "BINARYMIME" ? undefined : new LineWatch();
  return { message, queueId: message.queueId, lines };
}
