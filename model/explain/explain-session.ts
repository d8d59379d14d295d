import { accountLogin } from "../decide/account-login";
import { decideAuth } from "../decide/decide-auth";
import { decideAuthenticated } from "../decide/decide-authenticated";
import { decideEhlo } from "../decide/decide-ehlo";
import { decideStartTls } from "../decide/decide-start-tls";
import type { ClientCertificate, CredentialsOutcome } from "../decide/facts";
import { securedSession } from "../decide/secured-session";
import type { SessionPolicy } from "../decide/session-policy";
import { authChecks, credentialsChecks, ehloChecks, startTlsChecks } from "./explain-session-checks";
import { explainedStep } from "./explain-step";
import type { ExplainQuestion, ReadQuestion } from "./explain-question";
import type { ExplainedStep } from "./explanation";

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
  if (!question.tls) return logIn(policy, question, steps);
  const startTls = decideStartTls(policy, { secure: false });
  const shown = shownCertificate(policy, question, read);
  const { snapshot } = policy;
  const facts = { clientCertificate: shown, users: snapshot.users, at: question.at };
  const session = startTls.action === "accept" ? securedSession(policy, facts) : policy;
  steps.push(explainedStep("starttls", startTls, startTlsChecks(session, question)));
  if (startTls.action !== "accept") return { steps, session, isOpen: false };
  return logIn(session, question, [...steps, ehlo(session, { secure: true })]);
}

function ehlo(policy: SessionPolicy, { secure }: { readonly secure: boolean }): ExplainedStep {
  const decision = decideEhlo(policy, { ...EHLO, secure });
  return explainedStep("ehlo", decision, ehloChecks(decision));
}

function logIn(policy: SessionPolicy, question: ExplainQuestion, before: readonly ExplainedStep[]): Opening {
  const credentials = credentialsOf(policy, question);
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

/** A declared account is taken for one that knows its password; nobody else of the host's own can log in. */
function credentialsOf(
  { snapshot: { users } }: SessionPolicy,
  question: ExplainQuestion,
): CredentialsOutcome | undefined {
  const { user: username, directoryAccount, group } = question;
  if (directoryAccount === true) return directoryLogin(group === undefined ? undefined : users.groupNamed(group));
  if (username === undefined) return undefined;
  const user = users.byName(username);
  return user?.enabled ? accountLogin(user) : { outcome: "bad" };
}

/** No RelayUser's name holds a backslash, so nobody is meant by accident. */
export const DIRECTORY_ACCOUNT = "\\directory account";

function directoryLogin(group: string | undefined): CredentialsOutcome {
  const groups = group === undefined ? [] : [group];
  return { outcome: "good", account: DIRECTORY_ACCOUNT, groups, allowedSenders: new Set() };
}

/** Certificates are taken for current ones. */
function shownCertificate(
  { snapshot: { users } }: SessionPolicy,
  { certificateOf }: ExplainQuestion,
  { partner }: ReadQuestion,
): ClientCertificate | null {
  if (partner !== undefined) return { fingerprint: "", names: [partner], isCurrent: true, isTrusted: true };
  const fingerprint = certificateOf === undefined ? undefined : users.certificateOf(certificateOf);
  return fingerprint === undefined ? null : { fingerprint, names: [], isCurrent: true, isTrusted: false };
}
