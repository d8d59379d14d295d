import { type NewMessage, SpoolFault, type SpoolRecipient } from "../spool";
import type { ReceivedMessage } from "../watch";
import { IncomingMessage, type MessageOutcome, NoRoomForHeader } from "./incoming-message";
import { observeMessage } from "./observe-shadow";
import { originAs } from "./origin-as";
import type { RelayConnection, Transaction } from "./relay-connection";
import { type Answer, reject } from "./session-answer";
import { traceOf } from "./session-trace";
import { receivedField, utf8Opening } from "./trace-header";

/** A message of the transaction that nothing has come of yet; its end is answered once it is durable. */
export function openMessage(connection: RelayConnection, transaction: Transaction): IncomingMessage {
  const { host } = connection;
  const receivedAt = host.clock();
  const queueId = host.queueIds.next();
  const date = host.traceDates.of(receivedAt);
  const { origin, receivedOpening } = traceOf(connection);
  const opening = transaction.policy.smtpUtf8 ? utf8Opening(receivedOpening) : receivedOpening;
  const stored = newMessage(transaction, { queueId, receivedAt, origin });
  const message: IncomingMessage = new IncomingMessage({
    transaction: transaction.policy,
    message: stored,
    spool: host.spool,
    headerMemory: host.headerMemory,
    received: receivedField(opening, { queueId, date }),
    date,
    onComplete: () =>
      connection.messageComplete(
        message,
        message.finish().then((outcome) => {
          const taken = takenOf(outcome, message.bytes);
          if (taken !== undefined) {
            connection.idleCommands = 0;
            countMessage(connection, transaction, taken.bytes);
            tellReceived(connection, transaction, { message: stored, taken });
          }
          return conclude(connection, queueId, outcome);
        }),
      ),
    onRunaway: () => connection.endNow(message.judge().reply),
  });
  return message;
}

function countMessage(connection: RelayConnection, transaction: Transaction, bytes: number): void {
  connection.host.usage.message(transaction.policy, bytes);
  observeMessage(connection, transaction, bytes);
}

function tellReceived(
  { host }: RelayConnection,
  { policy }: Transaction,
  { message, taken }: { readonly message: NewMessage; readonly taken: TakenMessage },
): void {
  const { session, rights, current } = policy;
  const { local } = session;
  host.watch.received({ message, ...taken, local, rights: rights.granted, revision: current.revision });
}

/** What is told of a message that is durable. */
type TakenMessage = Pick<ReceivedMessage, "messageId" | "bytes">;

function takenOf(result: MessageOutcome, bytes: number): TakenMessage | undefined {
  if (result.outcome !== "judged" || result.decision.action !== "accept") return undefined;
  return { messageId: result.messageId, bytes };
}

function newMessage(
  { policy, recipients }: Transaction,
  { queueId, receivedAt, origin }: Pick<NewMessage, "queueId" | "receivedAt" | "origin">,
): NewMessage {
  const { sender, bodyType, smtpUtf8, dsn, submitter, authAs } = policy;
  return {
    queueId,
    sender,
    recipients: listRecipients(recipients),
    bodyType,
    smtpUtf8,
    ...(dsn === undefined ? {} : { dsn }),
    ...(submitter === undefined ? {} : { submitter }),
    receivedAt,
    origin: originAs(origin, authAs),
  };
}

function listRecipients(recipients: Transaction["recipients"]): NewMessage["recipients"] {
  const list: SpoolRecipient[] = [];
  recipients.forEach((dsn, address) => list.push(dsn === null ? { address } : { address, dsn }));
  return list;
}

/** What a message that has ended is answered with. */
export function conclude(connection: RelayConnection, queueId: string, result: MessageOutcome): Answer {
  if (result.outcome === "failed") {
    connection.host.log.error({ session: connection.id, queueId, err: result.error }, "the spool took no message");
    return reject(
      isForLackOfRoom(result.error) ? connection.replies.insufficientResources : connection.replies.localError,
    );
  }
  const { decision, messageId } = result;
  if (decision.action !== "accept") return { ...decision, mail: refusedMail(connection) };
  const { hostName } = connection.policy;
  const { queued } = connection.replies;
  const text = `${messageId} [InternalId=${queueId}, Hostname=${hostName}] ${queued.text}`;
  return { ...decision, reply: { ...queued, text } };
}

/** Said while the transaction is still there: its end forgets it before the client is answered. */
function refusedMail({ transaction }: RelayConnection): NonNullable<Answer["mail"]> {
  if (transaction === undefined) return {};
  return { sender: transaction.policy.sender, recipient: [...transaction.recipients.keys()].slice(0, 3).join(", ") };
}

// RFC 5321 §4.2.3: 452 is what a client knows as "later, when there is room"; 451 stays for a fault.
function isForLackOfRoom(error: unknown): boolean {
  return error instanceof NoRoomForHeader || (error instanceof SpoolFault && error.kind === "disk-full");
}
