import { parseIpAddress } from "../ip-address";
import type { EhloFacts } from "./facts";
import type { EhloDecision } from "./results";
import type { SessionPolicy } from "./session-policy";
import { accept, reject, repliesFor } from "./verdicts";

// Names of Windows hosts have underscores; what else may come ends up in Received, so nothing else does.
const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9_])?\.?$/;

/** Judges EHLO or HELO and says what to advertise, in Exchange's order. */
export function decideEhlo(session: SessionPolicy, facts: EhloFacts): EhloDecision {
  const replies = repliesFor(session);
  const { by } = session;
  if (!isHelloDomain(facts.domain)) {
    const reply = facts.domain === "" ? replies.domainRequired : replies.domainInvalid;
    return { ...reject({ reason: "bad-syntax", reply, by }), extensions: [] };
  }
  const reply = { code: 250, enhancedCode: "", text: `${session.hostName} Hello [${session.client}]` };
  const extensions = facts.verb === "HELO" ? [] : advertised(session, facts);
  return { ...accept({ reason: "accepted", reply, by }), extensions };
}

/** RFC 5321 §4.1.1.1: a domain or an address literal. */
function isHelloDomain(text: string): boolean {
  const literal = /^\[(?:IPv6:)?([0-9A-Fa-f:.]+)\]$/i.exec(text);
  return literal === null ? HOST_NAME.test(text) : parseIpAddress(literal[1] ?? "") !== undefined;
}

function advertised(session: SessionPolicy, { secure }: EhloFacts): readonly string[] {
  const { connector } = session.selection;
  const offersAuth = connector.offersAuth === "always" || (connector.offersAuth === "with-tls" && secure);
  return [
    `SIZE ${connector.settings.maxMessageSize}`,
    "PIPELINING",
    "ENHANCEDSTATUSCODES",
    ...(connector.offersStartTls && !secure ? ["STARTTLS"] : []),
    ...(offersAuth ? ["AUTH LOGIN PLAIN"] : []),
    "8BITMIME",
  ];
}
