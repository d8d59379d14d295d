import { formatBinding } from "../binding";
import { DIRECTORY_ACCOUNT } from "../claimed-identity";
import { CALM } from "../decide/calm";
import { decideConnect } from "../decide/decide-connect";
import { decideHeaders } from "../decide/decide-headers";
import { decideMail } from "../decide/decide-mail";
import { decideMessage } from "../decide/decide-message";
import { decideRcpt } from "../decide/decide-rcpt";
import type { RcptDecision } from "../decide/results";
import type { SessionPolicy, SessionRights, TransactionPolicy } from "../decide/session-policy";
import type { DecidedBy } from "../decision";
import { explainCandidates } from "./explain-candidates";
import { bare, headersChecks, mailChecks, messageChecks, rcptChecks } from "./explain-mail-checks";
import { type ExplainQuestion, type ReadQuestion, readQuestion } from "./explain-question";
import { openSession } from "./explain-session";
import { connectChecks } from "./explain-session-checks";
import { explainedStep } from "./explain-step";
import { suggestionFor } from "./explain-suggestion";
import type { Explanation, ExplainedIdentity, ExplainedRights, ExplainedStep } from "./explanation";
import type { Parsed } from "../failure";
import type { LocalEndpoint, Snapshot } from "../snapshot";

export type { ExplainQuestion } from "./explain-question";

/**
 * What a host with this snapshot answers, command by command, with everything that decides: made by the functions that
 * decide the sessions themselves. Fails when something of the question cannot be read, or contradicts itself.
 */
export function explain(snapshot: Snapshot, question: ExplainQuestion): Parsed<Explanation> {
  const read = readQuestion(question);
  if (!read.ok) return read;
  const { client, local } = read.value;
  const candidates = explainCandidates(snapshot, local, client);
  return { ok: true, value: { client, local, candidates, ...converse(snapshot, question, read.value) } };
}

type Conversation = Omit<Explanation, "client" | "local" | "candidates">;

function converse(snapshot: Snapshot, question: ExplainQuestion, read: ReadQuestion): Conversation {
  const { at, hostName } = question;
  const { client, local } = read;
  const connect = decideConnect(snapshot, { at, local, client, hostName, counts: CALM.counts });
  const facts = { client, endpoint: endpointText(local) };
  const connected = [explainedStep("connect", connect, connectChecks(snapshot, connect, facts))];
  const conclude = (steps: readonly ExplainedStep[], found: Findings) =>
    concludeWith(steps, found, { question, facts });
  if (connect.policy === undefined) return conclude(connected, { session: null, rights: null, route: null });
  const opening = openSession(connect.policy, question, read);
  const { session } = opening;
  const steps = [...connected, ...opening.steps];
  if (!opening.isOpen) return conclude(steps, { session, rights: session.rights, route: null });
  const mail = decideMail(session, snapshot, mailFacts(question));
  const submitted = [...steps, explainedStep("mail", mail, mailChecks(session, mail, question))];
  const { transaction } = mail;
  if (transaction === undefined) return conclude(submitted, { session, rights: session.rights, route: null });
  const judged = judgeRecipient(transaction, question);
  const found = { session: transaction.session, rights: transaction.rights, route: judged.route };
  return conclude([...submitted, ...judged.steps], found);
}

function mailFacts(question: ExplainQuestion) {
  const { at, tls, mailFrom, rcptTo } = question;
  // RFC 6531 §3.4: a client that has such letters says so.
  const parameters = /\P{ASCII}/u.test(mailFrom + rcptTo) ? ({ SMTPUTF8: true } as const) : {};
  return { at, secure: tls, ...CALM.load, address: bare(mailFrom), parameters };
}

interface Judged {
  readonly steps: readonly ExplainedStep[];
  readonly route: Explanation["route"];
}

function judgeRecipient(transaction: TransactionPolicy, question: ExplainQuestion): Judged {
  const address = bare(question.rcptTo);
  const rcpt = decideRcpt(transaction, { address, parameters: {}, acceptedCount: 0, relayRefusals: 0 });
  const steps = [explainedStep("rcpt", rcpt, rcptChecks(transaction, rcpt, question))];
  if (rcpt.action === "accept") steps.push(...judgeContent(transaction, question));
  return { steps, route: steps.at(-1)?.action === "accept" ? routeOf(transaction, rcpt) : null };
}

/** The headers and the message, as far as the question knows them. */
function judgeContent(transaction: TransactionPolicy, { headerFrom, size }: ExplainQuestion): readonly ExplainedStep[] {
  const steps: ExplainedStep[] = [];
  if (headerFrom !== undefined) {
    const decision = decideHeaders(transaction, { size: 0, fields: [{ name: "From", value: headerFrom }] });
    steps.push(explainedStep("headers", decision, headersChecks(transaction, decision, headerFrom)));
    if (decision.action !== "accept") return steps;
  }
  if (size === undefined) return steps;
  const content = { hasBareLineEnding: false, hasNul: false, hasOverlongLine: false, queueId: "ID" };
  const decision = decideMessage(transaction, { size, ...content });
  return [...steps, explainedStep("message", decision, messageChecks(transaction, decision, size))];
}

function routeOf({ current }: TransactionPolicy, { recipient }: RcptDecision): Explanation["route"] {
  if (recipient === undefined) return null;
  const found = current.routes.route(recipient.slice(recipient.lastIndexOf("@") + 1));
  return found === undefined ? null : { sendConnectorId: found.id, sendConnectorName: found.name };
}

interface Findings {
  readonly session: SessionPolicy | null;
  readonly rights: SessionRights | null;
  readonly route: Explanation["route"];
}

interface Asked {
  readonly question: ExplainQuestion;
  readonly facts: { readonly client: string; readonly endpoint: string };
}

function concludeWith(
  steps: readonly ExplainedStep[],
  { session, rights, route }: Findings,
  { question, facts }: Asked,
): Conversation {
  const verdict = steps.at(-1) as ExplainedStep;
  const [sender, recipient] = [bare(question.mailFrom), bare(question.rcptTo)];
  return {
    steps,
    identity: session === null ? null : identityOf(session),
    rights: rights === null ? NO_RIGHTS : listRights(rights),
    verdict,
    suggestion: suggestionFor({ verdict, session, ...facts, sender, recipient }),
    route,
  };
}

function identityOf({ identity: { name, kind, principals } }: SessionPolicy): ExplainedIdentity {
  const spelt = (text: string) => (text === DIRECTORY_ACCOUNT ? "an account of the directory" : text);
  return { name: spelt(name), kind, principals: principals.map(spelt) };
}

const NO_RIGHTS: ExplainedRights = { granted: [], missing: [] };

function listRights({ granted, missing }: SessionRights): ExplainedRights {
  const list = [...granted].map(([right, by]: [string, DecidedBy]) => ({ right, by }));
  return { granted: list, missing: [...missing].map(([right, why]) => ({ right, ...why })) };
}

function endpointText({ address, port }: LocalEndpoint): string {
  const family = address.includes(":") ? 6 : 4;
  return formatBinding({ family, address, port, isWildcard: false });
}
