import { type Decision, type DecisionReason, decideRcpt, openShadow, type ShadowTransaction } from "../../model";
import type { AddressCommand } from "./address-command";
import type { RelayConnection, Transaction } from "./relay-connection";

/** Asks of an accepted RCPT what would become of it if everything that is observed only were enforced. */
export function observeRecipient(connection: RelayConnection, transaction: Transaction, command: AddressCommand): void {
  const { shadow } = transaction.policy.current;
  if (shadow === null) return;
  guarded(connection, () => {
    const opened = (transaction.shadow ??= open(connection, transaction));
    const decision = judge(opened, command, transaction.recipients.size - 1);
    if (decision.action !== "accept") tell(connection, transaction, decision);
  });
}

/** Asks the same of an accepted message. @param bytes As received. */
export function observeMessage(connection: RelayConnection, transaction: Transaction, bytes: number): void {
  const { shadow, policy } = transaction;
  if (shadow?.outcome !== "open") return;
  const { maxMessageSize, session } = shadow.transaction;
  if (maxMessageSize === null || bytes <= maxMessageSize) return;
  const by = { ...session.by, right: "ms-Exch-Bypass-Message-Size-Limit" } as const;
  guarded(connection, () => tell(connection, { policy }, { reason: "message-size", by }));
}

function open(connection: RelayConnection, { policy, mail }: Transaction): ShadowTransaction {
  const { host, secure, policy: session } = connection;
  const { address, parameters } = mail;
  // Asked only while there is one.
  const shadow = policy.current.shadow ?? policy.current;
  return openShadow(shadow, { session, at: host.clock(), secure, address, parameters });
}

function judge(opened: ShadowTransaction, { address, parameters }: AddressCommand, acceptedCount: number): Decision {
  if (opened.outcome === "refused") return opened.decision;
  return decideRcpt(opened.transaction, { address, parameters, acceptedCount, relayRefusals: 0 });
}

/** The connector that is watched: the one that served the client, or the one that would have. */
function tell(
  { id, host, protocol }: RelayConnection,
  { policy: { session, current } }: Pick<Transaction, "policy">,
  { reason, by }: { readonly reason: DecisionReason; readonly by: Decision["by"] },
): void {
  const own = session.selection.connector;
  const other = current.shadow?.connectors.get(by.connectorId ?? "");
  const connector = own.settings.observeOnly || other === undefined ? own : other;
  const { client } = session;
  host.usage.wouldRefuse({ connector, reason, client });
  protocol?.write("*", reason, "Would be refused");
  const fields = { session: id, client, connector: connector.name, reason, by };
  host.observedLog.write(host.clock(), (suppressed) => {
    host.log.info(suppressed === 0 ? fields : { ...fields, suppressed }, "would be refused");
  });
}

// What is only watched must not disturb what is enforced.
function guarded({ id, host }: RelayConnection, work: () => void): void {
  try {
    work();
  } catch (error) {
    host.log.error({ session: id, err: error }, "a connector could not be observed");
  }
}
