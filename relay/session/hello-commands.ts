import { decideEhlo } from "../../model";
import type { RelayConnection } from "./relay-connection";
import type { Answer } from "./session-answer";

export function ehlo(connection: RelayConnection, argument: string): Answer | undefined {
  return hello(connection, "EHLO", argument);
}

export function helo(connection: RelayConnection, argument: string): Answer | undefined {
  return hello(connection, "HELO", argument);
}

function hello(connection: RelayConnection, verb: "EHLO" | "HELO", argument: string): Answer | undefined {
  const domain = argument.trim();
  const decision = decideEhlo(connection.policy, { verb, domain, secure: connection.secure });
  if (decision.action !== "accept") return decision;
  connection.hostNameAppearsAs = domain;
  connection.openingCommand = verb;
  // RFC 5321 §4.1.4: EHLO in the middle of a session is a RSET too.
  connection._resetSession();
  connection.sayLines(decision.reply, decision.extensions);
  return undefined;
}
