import type { RelayConnection } from "./relay-connection";
import { type Answer, reject } from "./session-answer";

/** RFC 3207: no argument, once, and only where the connector offers it. */
export function startTls(connection: RelayConnection, argument: string): Answer | undefined {
  const { replies } = connection;
  if (!connection.policy.selection.connector.offersStartTls) return reject(replies.startTlsNotOffered);
  if (connection.secure) return reject(replies.startTlsAgain);
  if (argument !== "") return reject(replies.parameterInvalid);
  connection.say(replies.startTlsReady);
  connection.upgrade(() => undefined);
  return undefined;
}
