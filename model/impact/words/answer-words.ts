import type { DecidedBy } from "../../decision";
import { formatReply } from "../../replies";
import type { RelayAnswer } from "../relay-answer";

/** Entry that decided: `ConnectorPermission [NT AUTHORITY\ANONYMOUS LOGON, Accept-Any-Recipient]`, `preset AnonymousUsers`. */
export function entryWords({ entry, principal, right, acceptedDomain }: DecidedBy): string | undefined {
  const short = right?.replace(/^ms-Exch-(?:SMTP-)?/, "");
  if (entry?.startsWith("preset:")) {
    return `preset ${entry.slice("preset:".length)}${short === undefined ? "" : ` [${short}]`}`;
  }
  if (entry !== undefined) {
    return `ConnectorPermission [${[principal, short].filter((part) => part !== undefined).join(", ")}]`;
  }
  return acceptedDomain === undefined ? undefined : `AcceptedDomain ${acceptedDomain}`;
}

/** What a host answers, and which object makes it: `"Default Frontend" refuses (550 5.7.1)`. */
export function answerWords(answer: RelayAnswer): string {
  const { verdict, connector, reply, by } = answer;
  const where = connector === null ? "no connector" : `"${connector}"`;
  if (verdict === "refuse") {
    const said = formatReply(reply)
      .split(" ")
      .slice(0, reply.enhancedCode === "" ? 1 : 2);
    const denied = by.entry === undefined ? undefined : entryWords(by);
    return `${where} refuses (${said.join(" ")}, ${answer.reason})${denied === undefined ? "" : ` by ${denied}`}`;
  }
  const entry = entryWords(by);
  return `${where} ${verdict === "relay" ? "relays" : "accepts"}${entry === undefined ? ` (${answer.reason})` : ` by ${entry}`}`;
}
