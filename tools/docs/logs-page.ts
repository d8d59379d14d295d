import { TRACKING_EVENTS, TRACKING_FIELDS } from "../../relay/tracking";
import { code, markdownTable } from "./markdown-table";

const TRACKING = `# Logs

## Message tracking

\`DIR/message-tracking/MSGTRKyyyymmdd-n.log\`: what became of every message, in the form of Exchange's message tracking
log. CSV after five lines that begin with \`#\`; UTC days; mode 0600, since it says who writes to whom. \`relayctl trace\`
reads it. Lines are written within a second, behind the mail: a crash may lose the last second of them, never a message.
\`--tracking-log off\` keeps none.`;

const HOST = `## The host's log

JSON lines on stderr, one object each: \`level\` (10 trace, 20 debug, 30 info, 40 warn, 50 error), \`time\`, \`msg\` and
fields. Two ids tie lines together, and to the logs above and below: \`session\` from connect to disconnect, \`queueId\` from
the moment a message is accepted to its end; the line \`accepted\` and the tracking log's RECEIVE have both.`;

const PROTOCOL = `## The protocol log

\`DIR/protocol-log/RECVyyyymmdd-n.log\`, Exchange's receive protocol log, of connectors with
\`protocolLoggingLevel: "Verbose"\`. Its \`session-id\` is the tracking log's \`source-context\` at RECEIVE.`;

/** Lines that tell of mail, with the fields beside level, time and msg. */
const LINES: readonly (readonly [message: string, level: string, fields: string, when: string])[] = [
  ["connection refused", "info", "client, local, reason, by", "no connector, or a limit"],
  ["refused", "info", "session, client, local, reason, by, reply", "a command or message was refused by a decision"],
  ["accepted", "debug", "session, queueId, messageId, client, connector, sender, bytes, recipients", "durable"],
  ["attempted", "debug", "queueId, connector, nextHop, seconds, recipients (address, event with reply)", "any attempt"],
  ["a message was not delivered", "warn", "queueId, result (kind, reply)", "put off, refused, or the route failed"],
  ["no host works: the route is held", "warn", "sendConnector, domain, until, faults", "mail waits for the route"],
  ["no send connector serves this domain: its mail is held", "error", "domain, queueId", "once a domain"],
  ["a delivery status notification was made", "info", "queueId, about, kind", "kind: failed, delayed and so on"],
  ["an operator changed the queue", "info", "operation, queueId, tokenName", "hold, release, retry, delete"],
  ["the spool took no message", "error", "session, queueId, err", "the client was answered 451 or 452"],
];

/** The page of logs, made from the tables that lines are written by. */
export function logsPage(): string {
  const fields = Object.entries(TRACKING_FIELDS).map(([name, what]) => [code(name), what]);
  const events = Object.entries(TRACKING_EVENTS).map(([name, what]) => [code(name), what]);
  const lines = LINES.map(([message, level, names, when]) => [message, level, names, when]);
  return [
    TRACKING,
    markdownTable(["Field", "What it holds"], fields),
    markdownTable(["Event", "What happened"], events),
    HOST,
    markdownTable(["msg", "Level", "Fields", "When"], lines),
    PROTOCOL,
  ].join("\n\n");
}
