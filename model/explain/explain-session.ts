import { claimedCertificate, claimedCredentials } from "../claimed-identity";
import { decideAuth } from "../decide/decide-auth";
import { decideAuthenticated } from "../decide/decide-authenticated";
import { decideEhlo } from "../decide/decide-ehlo";
import { decideStartTls } from "../decide/decide-start-tls";
import { securedSession } from "../decide/secured-session";
import type { SessionPolicy } from "../decide/session-policy";
import { authChecks, credentialsChecks, ehloChecks, startTlsChecks } from "./explain-session-checks";
import { explainedStep } from "./explain-step";
import type { ExplainQuestion, ReadQuestion } from "./explain-question";
import type { ExplainedStep } from "./explanation";
import type { ProbeIdentity } from "../impact/relay-probe";

export interface Opening {
  readonly steps: readonly ExplainedStep[];
  /** The session as far as it came. */
  readonly session: SessionPolicy;
  readonly isOpen: boolean;
}

const EHLO = { verb: "EHLO", domain: "client.invalid" } as const;

/** STARTTLS and AUTH as the question has them, with EHLO in front of each. */
export function openSession(policy: SessionPolicy, question: ExplainQuestion, read: ReadQuestion): Opening {
  const steps = [ehlo(policy, { secure: false })];
  const client: Client = { question, claim: claimOf(question, read) };
  if (!question.tls) return logIn(policy, client, steps);
  const startTls = decideStartTls(policy, { secure: false });
  const { users } = policy.snapshot;
  const facts = { clientCertificate: claimedCertificate(users, client.claim), users, at: question.at };
  const session = startTls.action === "accept" ? securedSession(policy, facts) : policy;
  steps.push(explainedStep("starttls", startTls, startTlsChecks(session, question)));
  if (startTls.action !== "accept") return { steps, session, isOpen: false };
  return logIn(session, client, [...steps, ehlo(session, { secure: true })]);
}

function ehlo(policy: SessionPolicy, { secure }: { readonly secure: boolean }): ExplainedStep {
  const decision = decideEhlo(policy, { ...EHLO, secure });
  return explainedStep("ehlo", decision, ehloChecks(decision));
}

interface Client {
  readonly question: ExplainQuestion;
  readonly claim: ProbeIdentity;
}

function logIn(policy: SessionPolicy, { question, claim }: Client, before: readonly ExplainedStep[]): Opening {
  const credentials = claimedCredentials(policy.snapshot.users, claim);
  if (credentials === undefined) return { steps: before, session: policy, isOpen: true };
  const offer = decideAuth(policy, { mechanism: "PLAIN", secure: question.tls, inTransaction: false });
  const steps = [...before, explainedStep("auth", offer, authChecks(policy, question))];
  if (offer.action !== "accept") return { steps, session: policy, isOpen: false };
  const decision = decideAuthenticated(policy, credentials, question.at);
  const checks = credentialsChecks({ policy, decision, credentials, question });
  const session = decision.policy ?? policy;
  return {
    steps: [...steps, explainedStep("credentials", decision, checks)],
    session,
    isOpen: decision.policy !== undefined,
  };
}

function claimOf({ user, certificateOf, directoryAccount, group }: ExplainQuestion, read: ReadQuestion): ProbeIdentity {
  if (directoryAccount === true) return { kind: "directory-account", group: group ?? null };
  if (user !== undefined) return { kind: "account", username: user, by: "password" };
  if (read.partner !== undefined) return { kind: "partner", domain: read.partner };
  return certificateOf === undefined
    ? { kind: "anonymous" }
    : { kind: "account", username: certificateOf, by: "certificate" };
}
