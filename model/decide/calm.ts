import type { ConnectionCounts, MailFacts } from "./facts";

/** Nothing else goes on: what is decided without a host, or beside one, is not about how much is to do. */
export const CALM: {
  readonly counts: ConnectionCounts;
  readonly load: Pick<MailFacts, "spoolAccepting" | "messagesThisMinute">;
} = {
  counts: { connectionsThisMinute: 0, connectorConnections: () => 0, sourceConnections: () => 0 },
  load: { spoolAccepting: true, messagesThisMinute: () => 0 },
};
