import type { CredentialsOutcome } from "../decide/facts";
import type { EhloDecision } from "../decide/results";
import type { SessionDecision, SessionPolicy } from "../decide/session-policy";
import type { ExplainQuestion } from "./explain-question";
import type { Check } from "./explain-step";
import { entryText, rightFinding } from "./explain-words";
import type { Snapshot } from "../snapshot";

/** What a connection is judged by. @param facts Who connects to where, in canonical spelling. */
export function connectChecks(
  { transport }: Snapshot,
  { policy }: SessionDecision,
  facts: { readonly client: string; readonly endpoint: string },
): readonly Check[] {
  const { client, endpoint } = facts;
  const rate = `at most ${transport.maxConnectionRatePerMinute} a minute, taken for the first one`;
  const nobody = `no connector on ${endpoint} has a range that holds ${client}`;
  const first: readonly Check[] = [{ check: "connection rate", finding: rate, decides: ["connection-rate"] }];
  if (policy === undefined) return [...first, { check: "connector", finding: nobody, decides: ["no-connector"] }];
  const { connector, range, binding } = policy.selection;
  const { maxInboundConnection, maxInboundConnectionPerSource } = connector.settings;
  const most = `at most ${maxInboundConnection}, ${maxInboundConnectionPerSource} from one source, taken for the first one`;
  return [
    ...first,
    {
      check: "connector",
      finding: `${connector.name}, by range ${range} on ${binding}`,
      decides: ["connector-selected"],
    },
    { check: "connections", finding: most, decides: ["connector-connections", "source-connections"] },
    { check: "identity", finding: `${policy.identity.kind}, ${policy.identity.name}`, decides: [] },
  ];
}

export function ehloChecks({ extensions }: EhloDecision): readonly Check[] {
  const offered = extensions.length === 0 ? "nothing" : extensions.join(", ");
  return [{ check: "offered", finding: offered, decides: ["accepted"] }];
}

/** @param session As it is when TLS is up, or was before when it is refused. */
export function startTlsChecks(session: SessionPolicy, question: ExplainQuestion): readonly Check[] {
  const { offersStartTls, settings } = session.selection.connector;
  const mechanisms = `authMechanism is ${settings.authMechanism.join(", ")}`;
  return [
    {
      check: "STARTTLS offered",
      finding: `${offersStartTls ? "yes" : "no"}: ${mechanisms}`,
      decides: ["accepted", "tls-not-offered"],
    },
    { check: "client certificate", finding: certificateFinding(session, question), decides: [] },
  ];
}

function certificateFinding({ identity, clientCertificate }: SessionPolicy, question: ExplainQuestion): string {
  const { certificateOf, partner } = question;
  if (partner !== undefined) return `names ${partner}, is current and trusted`;
  if (certificateOf === undefined) return "none is shown";
  if (clientCertificate === null) return `there is no RelayUser ${certificateOf} with a certificate: none is shown`;
  if (identity.kind === "authenticated") return `logs in as ${identity.name}`;
  return `of ${certificateOf} logs nobody in here: the account is disabled, may not submit, or clients are somebody already`;
}

export function authChecks({ selection }: SessionPolicy, { tls }: ExplainQuestion): readonly Check[] {
  const { offersAuth, settings } = selection.connector;
  const mechanisms = settings.authMechanism.join(", ");
  return [
    {
      check: "AUTH offered",
      finding: `${OFFERS[offersAuth]}: authMechanism is ${mechanisms}${settings.requireTls ? ", requireTls is true" : ""}`,
      decides: ["auth-not-offered", "auth-unknown-mechanism"],
    },
    { check: "encryption", finding: tls ? "TLS is up" : "in clear", decides: ["tls-required", "auth-needs-tls"] },
    {
      check: "sequence",
      finding: "first AUTH of the session",
      decides: ["auth-already", "auth-in-transaction", "accepted"],
    },
  ];
}

const OFFERS = { never: "never", always: "with and without TLS", "with-tls": "with TLS only" } as const;

export interface CredentialsSubject {
  readonly policy: SessionPolicy;
  readonly decision: SessionDecision;
  readonly credentials: CredentialsOutcome;
  readonly question: ExplainQuestion;
}

export function credentialsChecks(subject: CredentialsSubject): readonly Check[] {
  const { decision, credentials } = subject;
  const account: Check = {
    check: "account",
    finding: accountFinding(subject),
    decides: ["auth-failed", "auth-unavailable"],
  };
  if (credentials.outcome !== "good") return [account];
  const groups = credentials.groups.length === 0 ? "in no group" : `in ${credentials.groups.join(", ")}`;
  const submit =
    decision.policy === undefined
      ? `not given to it here${decision.by.entry === undefined ? "" : `, ${entryText(decision.by)} decides`}`
      : rightFinding(decision.policy.rights, "ms-Exch-SMTP-Submit");
  return [
    account,
    { check: "groups", finding: groups, decides: [] },
    { check: "Submit", finding: submit, decides: ["accepted", "no-submit-right", "range-released"] },
  ];
}

function accountFinding({ policy, question }: CredentialsSubject): string {
  const { user: username, group } = question;
  if (username === undefined) {
    const isUnknown = group !== undefined && policy.snapshot.users.groupNamed(group) === undefined;
    const note = isUnknown ? `; no RelayGroup ${group} is declared, so it counts for nothing` : "";
    return `of the directory, taken for one that knows its password${note}`;
  }
  const user = policy.snapshot.users.byName(username);
  if (user === undefined) return `no RelayUser ${username} is declared`;
  return user.enabled
    ? `RelayUser ${user.username}, taken for one that knows its password`
    : `RelayUser ${user.username} is disabled`;
}
