import { budgetOf, decideMail, decideRcpt, protocolRights, type TransactionPolicy } from "../../model";
import { cutAddressCommand } from "./address-command";
import { observeRecipient } from "./observe-shadow";
import type { RelayConnection } from "./relay-connection";
import { type Answer, reject } from "./session-answer";

/** No address can be this: the model refuses it, after everything that comes before the syntax (exchange-model §3.5). */
const UNREADABLE = { address: "<", parameters: {} };

export function mail(connection: RelayConnection, argument: string): Answer {
  const { replies, host } = connection;
  if (connection.hostNameAppearsAs === false) return reject(replies.helloFirst);
  if (connection.transaction !== undefined) return reject(replies.nestedMail);
  const cut = cutAddressCommand(argument, "FROM:");
  if (cut === "parameters") return reject(replies.parameterInvalid);
  const command = cut === "path" ? UNREADABLE : cut;
  const at = host.clock();
  const { id } = connection.policy.selection.connector;
  const decision = decideMail(connection.policy, host.currentSnapshot(), {
    at,
    secure: connection.secure,
    spoolAccepting: host.accepting,
    messagesThisMinute: (source) => host.rates.within(id, source, at),
    address: command.address,
    parameters: command.parameters,
  });
  if (decision.action === "accept" && decision.transaction !== undefined) {
    for (const source of decision.transaction.rateSources) host.rates.count(id, source, at);
    connection.transaction = { policy: decision.transaction, recipients: new Map(), mail: command };
    host.usage.sender(decision.transaction, decision);
    logPartner(connection, decision.transaction);
    return decision;
  }
  return { ...decision, mail: { sender: command.address } };
}

/** Somebody else for one transaction: Exchange writes the rights of whoever it is now. */
function logPartner({ protocol }: RelayConnection, { session }: TransactionPolicy): void {
  if (session.identity.kind === "partner")
    protocol?.write("*", protocolRights(session.rights.granted), "Set Session Permissions");
}

export function rcpt(connection: RelayConnection, argument: string): Answer {
  const { replies, transaction, host } = connection;
  if (connection.hostNameAppearsAs === false) return reject(replies.helloFirst);
  if (transaction === undefined) return reject(replies.mailFirst);
  if (transaction.chunks !== undefined) return reject(replies.addressesAreIn);
  const cut = cutAddressCommand(argument, "TO:");
  if (cut === "parameters") return reject(replies.parameterInvalid);
  const command = cut === "path" ? UNREADABLE : cut;
  const decision = decideRcpt(transaction.policy, {
    address: command.address,
    parameters: command.parameters,
    acceptedCount: transaction.recipients.size,
    relayRefusals: connection.relayRefusals,
  });
  if (decision.action === "accept" && decision.recipient !== undefined) {
    transaction.recipients.set(decision.recipient, decision.dsn ?? null);
    host.usage.recipient(transaction.policy, decision);
    host.watch.recipientAccepted(connection.policy.selection.connector.name, decision.by);
    observeRecipient(connection, transaction, command);
    return decision;
  }
  if (budgetOf(decision) === "relay-refusals") connection.relayRefusals++;
  return { ...decision, mail: { recipient: command.address } };
}
