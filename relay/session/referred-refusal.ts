import type { DecisionReason } from "../../model";
import { formatReply } from "../../model";
import type { RefusalFacts } from "../refusals";
import type { RelayConnection } from "./relay-connection";
import type { Answer } from "./session-answer";

/** Who may not send or relay: refusals that somebody will ask about. */
const PERMISSION: ReadonlySet<DecisionReason> = new Set<DecisionReason>([
  "no-submit-right",
  "submit-right-expired",
  "sender-not-allowed",
  "sender-right-expired",
  "only-senders",
  "header-sender-not-allowed",
  "no-relay-right",
  "relay-right-denied",
  "relay-right-expired",
  "only-recipients",
  "wide-relay-withheld",
]);

/**
 * Keeps a permanent refusal of a right under a reference. The modern dialect tells it to the client; `classic` stays
 * what Exchange says, byte for byte, and the reference is in the protocol log alone.
 */
export function referRefusal(connection: RelayConnection, answer: Answer): Answer {
  const { reason, reply } = answer;
  if (reason === undefined || reply.code < 500 || !PERMISSION.has(reason)) return answer;
  const ref = connection.host.refusals?.note(factsOf(connection, answer, reason));
  if (ref === undefined) return answer;
  connection.protocol?.write("*", ref, "Refusal reference");
  if (connection.policy.snapshot.transport.dialect !== "modern") return answer;
  return { ...answer, reply: { ...reply, text: `${reply.text} (ref ${ref})` } };
}

// RFC 5321 §4.5.3.1.3: a path has 256 octets; what comes from clients is cut to be safe.
const LONGEST = 320;

function factsOf(connection: RelayConnection, answer: Answer, reason: DecisionReason): RefusalFacts {
  const { policy, transaction, secure, hostNameAppearsAs, id } = connection;
  const { by = {}, reply, mail = {} } = answer;
  const { connector } = policy.selection;
  const { address, port } = policy.local;
  return {
    client: policy.client,
    local: address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`,
    tls: secure,
    helo: (hostNameAppearsAs || "").slice(0, LONGEST),
    session: id,
    identity: (transaction?.policy.session ?? policy).identity.name.slice(0, LONGEST),
    sender: (mail.sender ?? transaction?.policy.sender ?? "").slice(0, LONGEST),
    recipient: mail.recipient?.slice(0, LONGEST) ?? null,
    connectorId: connector.id,
    connector: connector.name,
    range: by.range ?? null,
    reason,
    right: by.right ?? null,
    principal: by.principal ?? null,
    entry: by.entry ?? null,
    revision: (transaction?.policy.current ?? policy.snapshot).revision,
    reply: formatReply(reply),
  };
}
