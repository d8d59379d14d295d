import { type Binding, parseBinding } from "./binding";
import { accountLogin } from "./decide/account-login";
import { decideAuth } from "./decide/decide-auth";
import { decideAuthenticated } from "./decide/decide-authenticated";
import { decideConnect } from "./decide/decide-connect";
import { decideEhlo } from "./decide/decide-ehlo";
import { decideMail } from "./decide/decide-mail";
import { decideRcpt } from "./decide/decide-rcpt";
import { decideStartTls } from "./decide/decide-start-tls";
import type { ConnectionCounts, ConnectFacts, CredentialsOutcome } from "./decide/facts";
import type { RcptDecision } from "./decide/results";
import type { SessionPolicy, SessionRights, TransactionPolicy } from "./decide/session-policy";
import type { DecidedBy, Decision } from "./decision";
import type { Explanation, ExplainedCandidate, ExplainedRights, ExplainedStep } from "./explanation";
import type { Failure, Parsed } from "./failure";
import { formatIpAddress, parseIpAddress } from "./ip-address";
import { quoteValue } from "./quote-value";
import { formatReply } from "./replies";
import type { Snapshot } from "./snapshot";

/** May this client send this mail? Texts as a person types them. */
export interface ExplainQuestion {
  /** Client address. */
  readonly from: string;
  /** Local endpoint it connects to, `address:port` or `[address]:port`. */
  readonly to: string;
  /** The client uses STARTTLS. */
  readonly tls: boolean;
  /** Account that authenticates. Left out: nobody does. */
  readonly user?: string;
  /** Address with or without `<>`; "" is the null sender. */
  readonly mailFrom: string;
  readonly rcptTo: string;
  /** Name of the host that answers, where the connector has no fqdn. */
  readonly hostName: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * What a host with this snapshot answers, command by command, with everything that decides: made by the functions that
 * decide the sessions themselves. Fails when `from` or `to` cannot be read.
 */
export function explain(snapshot: Snapshot, question: ExplainQuestion): Parsed<Explanation> {
  const address = parseIpAddress(question.from);
  const binding = parseBinding(question.to, "to");
  const failures = [...(address ? [] : [badClient(question.from)]), ...(binding.ok ? [] : binding.failures)];
  if (address === undefined || !binding.ok) return { ok: false, failures };
  const client = formatIpAddress(address);
  const local = endpointOf(binding.value);
  const candidates = snapshot.candidates(local, client).map(({ connector, ...rest }): ExplainedCandidate => {
    return { connectorId: connector.id, connectorName: connector.name, ...rest };
  });
  const { at, hostName } = question;
  const facts = { at, local, client, hostName, counts: NO_CONNECTIONS };
  return { ok: true, value: { client, local, candidates, ...converse(snapshot, question, facts) } };
}

const NO_CONNECTIONS: ConnectionCounts = {
  connectionsThisMinute: 0,
  connectorConnections: () => 0,
  sourceConnections: () => 0,
};

const NO_MESSAGES = () => 0;

function endpointOf({ address, port }: Binding): ConnectFacts["local"] {
  return { address, port };
}

function badClient(text: string): Failure {
  const message = `from: ${quoteValue(text)} is not an address; write one such as 192.168.2.55 or 2001:db8::1.`;
  return { code: "RELAY_ADDRESS_INVALID", property: "from", message };
}

type Conversation = Omit<Explanation, "client" | "local" | "candidates">;

function converse(snapshot: Snapshot, question: ExplainQuestion, facts: ConnectFacts): Conversation {
  const connect = decideConnect(snapshot, facts);
  const connected = [step("connect", connect)];
  if (connect.policy === undefined) return conclude(connected, { rights: null, route: null });
  const opening = openSession(connect.policy, question);
  const steps = [...connected, ...opening.steps];
  const session = opening.session;
  if (session === undefined) return conclude(steps, { rights: connect.policy.rights, route: null });
  const { at, tls } = question;
  const sender = { address: bare(question.mailFrom), parameters: {} };
  const mail = decideMail(session, snapshot, {
    at,
    secure: tls,
    spoolAccepting: true,
    messagesThisMinute: NO_MESSAGES,
    ...sender,
  });
  const submitted = [...steps, step("mail", mail)];
  if (mail.transaction === undefined) return conclude(submitted, { rights: session.rights, route: null });
  return judgeRecipient(submitted, mail.transaction, bare(question.rcptTo));
}

interface Opening {
  readonly steps: readonly ExplainedStep[];
  /** Undefined when a step was refused. */
  readonly session: SessionPolicy | undefined;
}

/** STARTTLS and AUTH as the question has them, with EHLO in front of each. */
function openSession(policy: SessionPolicy, { at, tls, user }: ExplainQuestion): Opening {
  const steps: ExplainedStep[] = [step("ehlo", decideEhlo(policy, { ...EHLO, secure: false }))];
  if (tls) {
    const startTls = decideStartTls(policy, { secure: false });
    steps.push(step("starttls", startTls));
    if (startTls.action !== "accept") return { steps, session: undefined };
    steps.push(step("ehlo", decideEhlo(policy, { ...EHLO, secure: true })));
  }
  if (user === undefined) return { steps, session: policy };
  const offer = decideAuth(policy, { mechanism: "PLAIN", secure: tls, inTransaction: false });
  steps.push(step("auth", offer));
  if (offer.action !== "accept") return { steps, session: undefined };
  const authenticated = decideAuthenticated(policy, credentialsOf(policy, user), at);
  return { steps: [...steps, step("credentials", authenticated)], session: authenticated.policy };
}

/** A declared account is taken for one that knows its password; nobody else can log in. */
function credentialsOf({ snapshot }: SessionPolicy, username: string): CredentialsOutcome {
  const user = snapshot.users.byName(username);
  return user?.enabled ? accountLogin(user) : { outcome: "bad" };
}

const EHLO = { verb: "EHLO", domain: "client.invalid" } as const;

function judgeRecipient(
  steps: readonly ExplainedStep[],
  transaction: TransactionPolicy,
  address: string,
): Conversation {
  const rcpt = decideRcpt(transaction, { address, parameters: {}, acceptedCount: 0, relayRefusals: 0 });
  const route = routeOf(transaction, rcpt);
  return conclude([...steps, step("rcpt", rcpt)], { rights: transaction.rights, route });
}

function routeOf({ current }: TransactionPolicy, { recipient }: RcptDecision): Explanation["route"] {
  if (recipient === undefined) return null;
  const found = current.routes.route(recipient.slice(recipient.lastIndexOf("@") + 1));
  return found === undefined ? null : { sendConnectorId: found.id, sendConnectorName: found.name };
}

interface Findings {
  readonly rights: SessionRights | null;
  readonly route: Explanation["route"];
}

function conclude(steps: readonly ExplainedStep[], { rights, route }: Findings): Conversation {
  const verdict = steps.at(-1) as ExplainedStep;
  return { steps, rights: rights === null ? NO_RIGHTS : listRights(rights), verdict, route };
}

const NO_RIGHTS: ExplainedRights = { granted: [], missing: [] };

function listRights({ granted, missing }: SessionRights): ExplainedRights {
  const list = [...granted].map(([right, by]: [string, DecidedBy]) => ({ right, by }));
  return { granted: list, missing: [...missing].map(([right, why]) => ({ right, ...why })) };
}

function step(name: ExplainedStep["step"], { action, reason, reply, by }: Decision): ExplainedStep {
  return { step: name, action, reason, reply, replyLine: formatReply(reply), by };
}

function bare(address: string): string {
  return address.startsWith("<") && address.endsWith(">") ? address.slice(1, -1) : address;
}
