import { parseIpAddress } from "../ip-address";
import type { ReceiveConnectorSettings } from "../settings";
import type { Decision, SmtpReply } from "../decision";
import type { EhloFacts } from "./facts";
import type { EhloDecision } from "./results";
import type { SessionPolicy } from "./session-policy";
import { accept, close, reject, repliesFor, type Verdict } from "./verdicts";

// Names of Windows hosts have underscores; what else may come ends up in Received, so nothing else does.
const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9_])?\.?$/;

/** Judges EHLO or HELO and says what to advertise, in Exchange's order. */
export function decideEhlo(session: SessionPolicy, facts: EhloFacts): EhloDecision {
  const { by } = session;
  const refusal = refuseDomain(session, facts);
  if (refusal !== undefined) return { ...refusal, extensions: [] };
  const reply = { code: 250, enhancedCode: "", text: `${session.hostName} Hello [${session.client}]` };
  const extensions = facts.verb === "HELO" ? [] : advertised(session, facts);
  return { ...accept({ reason: "accepted", reply, by }), extensions };
}

/** RequireEHLODomain decides whether a domain must be there; what is there has to be one in any case. */
function refuseDomain(session: SessionPolicy, { domain }: EhloFacts): Decision | undefined {
  const { requireEhloDomain } = session.selection.connector.settings;
  const replies = repliesFor(session);
  const refusal = (reply: SmtpReply): Verdict => ({ reason: "bad-syntax", reply, by: session.by });
  if (domain === "") return requireEhloDomain ? close(refusal(replies.domainRequired)) : undefined;
  if (isHelloDomain(domain)) return undefined;
  return requireEhloDomain ? close(refusal(replies.domainInvalid)) : reject(refusal(replies.domainInvalid));
}

/** RFC 5321 §4.1.1.1: a domain or an address literal. */
function isHelloDomain(text: string): boolean {
  const literal = /^\[(?:IPv6:)?([0-9A-Fa-f:.]+)\]$/i.exec(text);
  return literal === null ? HOST_NAME.test(text) : parseIpAddress(literal[1] ?? "") !== undefined;
}

function advertised(session: SessionPolicy, { secure }: EhloFacts): readonly string[] {
  const { connector } = session.selection;
  const { settings } = connector;
  const offersAuth = connector.offersAuth === "always" || (connector.offersAuth === "with-tls" && secure);
  return [
    ...SIZE[settings.sizeEnabled](settings),
    ...(settings.pipeliningEnabled ? ["PIPELINING"] : []),
    ...(settings.deliveryStatusNotificationEnabled ? ["DSN"] : []),
    ...(settings.enhancedStatusCodesEnabled ? ["ENHANCEDSTATUSCODES"] : []),
    ...(connector.offersStartTls && !secure ? ["STARTTLS"] : []),
    ...(offersAuth ? ["AUTH LOGIN PLAIN"] : []),
    ...(settings.eightBitMimeEnabled ? ["8BITMIME"] : []),
    ...(settings.binaryMimeEnabled && settings.chunkingEnabled ? ["BINARYMIME"] : []),
    ...(settings.chunkingEnabled ? ["CHUNKING"] : []),
    ...(settings.smtpUtf8Enabled ? ["SMTPUTF8"] : []),
  ];
}

// EnabledWithoutValue: the limit holds all the same, it is only not told (New-ReceiveConnector -SizeEnabled).
const SIZE = {
  Enabled: ({ maxMessageSize }: ReceiveConnectorSettings) => [`SIZE ${maxMessageSize}`],
  EnabledWithoutValue: () => ["SIZE"],
  Disabled: () => [],
} as const;
