import { openMessage } from "./message-opening";
import type { RelayConnection } from "./relay-connection";
import { type Answer, accept, reject } from "./session-answer";

/** Opens the message; the answer after its last dot comes once it is durable. */
export function data(connection: RelayConnection, argument: string): Answer {
  const { replies, transaction, host } = connection;
  if (connection.hostNameAppearsAs === false) return reject(replies.helloFirst);
  if (transaction === undefined) return reject(replies.mailFirst);
  if (transaction.chunks !== undefined) return reject(replies.dataAfterChunks);
  if (transaction.recipients.size === 0) return reject(replies.rcptFirst);
  if (argument !== "") return reject(replies.parameterInvalid);
  if (transaction.policy.bodyType === "BINARYMIME") return reject(replies.dataForBinary);
  if (!host.accepting) return reject(replies.insufficientResources);
  connection.receive(openMessage(connection, transaction));
  return accept(replies.dataGoOn);
}
