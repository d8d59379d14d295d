import type { DecidedBy } from "../decision";
import type { ExtendedRight } from "../extended-right";
import { parseMailAddress, type MailAddress } from "../mail-address";
import type { Snapshot } from "../snapshot";
import type { ReceiveConnectorSettings } from "../settings";
import type { ConnectorScopes, SnapshotConnector } from "../snapshot-connector";
import { type MailParameters, parseMailParameters } from "./command-parameters";
import { currentStanding } from "./current-standing";
import type { MailFacts } from "./facts";
import { needsUtf8 } from "./needs-utf8";
import { judgeSender } from "./judge-sender";
import { partnerOf } from "./partner-of";
import type { MailDecision } from "./results";
import { areSendersWithin } from "./senders-within";
import { rateSources } from "./rate-sources";
import type { SessionPolicy, SessionRights, TransactionPolicy } from "./session-policy";
import { accept, close, reject, repliesFor, type Verdict } from "./verdicts";

const SUBMIT: ExtendedRight = "ms-Exch-SMTP-Submit";
const AUTHENTICATION_FLAG: ExtendedRight = "ms-Exch-SMTP-Accept-Authentication-Flag";
const ANY_SIZE: ExtendedRight = "ms-Exch-Bypass-Message-Size-Limit";

/**
 * Judges MAIL FROM and freezes the rights of the transaction: today's connector, RequireTLS, syntax and parameters, its
 * principal, Submit, resources, `SIZE=`, sender (exchange-model §3.5). The caller has checked the sequence.
 */
export function decideMail(session: SessionPolicy, current: Snapshot, facts: MailFacts): MailDecision {
  const replies = repliesFor(session);
  const { by } = session;
  const standing = currentStanding({ session, current, at: facts.at });
  if (standing === undefined) return close({ reason: "winner-changed", reply: replies.noConnector, by });
  const { rights, connector } = standing;
  // Tightened meanwhile, it holds for running sessions too; loosened, it holds for new ones.
  if (!facts.secure && (connector.settings.requireTls || session.selection.connector.settings.requireTls)) {
    return reject({ reason: "tls-required", reply: replies.startTlsRequired, by });
  }
  const command = readCommand(session, facts);
  if (!command.ok) return reject({ ...command.refusal, by });
  const partner = partnerOf({ session, current, connector, at: facts.at, sender: command.address });
  if (partner.outcome === "refused") return reject(partner.verdict);
  const transaction =
    partner.outcome === "no-partner"
      ? openTransaction({ session: standing.session, current, connector, rights, command })
      : openTransaction({ ...partnerStanding(partner.session, current, facts), current, connector, command });
  const refusal =
    refuseSubmit(transaction) ??
    refuseRate(transaction, facts) ??
    refuseResources(transaction, facts) ??
    refuseSize(transaction, command.parameters.size);
  if (refusal === undefined) return judgeSenderOf(transaction, command.address);
  return refusal.reason === "message-rate" ? close(refusal) : reject(refusal);
}

/** A partner's rights are others than its session's, and both revisions must grant them all the same. */
function partnerStanding(session: SessionPolicy, current: Snapshot, { at }: MailFacts) {
  const standing = currentStanding({ session, current, at });
  return { session, rights: standing?.rights ?? session.rights };
}

type Command =
  | {
      readonly ok: true;
      /** Null for `<>`. */
      readonly address: MailAddress | null;
      readonly parameters: MailParameters;
    }
  | { readonly ok: false; readonly refusal: Omit<Verdict, "by"> };

function readCommand(session: SessionPolicy, facts: MailFacts): Command {
  const replies = repliesFor(session);
  const { settings } = session.selection.connector;
  const parameters = parseMailParameters(facts.parameters, settings);
  const letters = parameters.ok && parameters.value.smtpUtf8 ? "utf-8" : "ascii";
  const { defaultDomain } = settings;
  const address = facts.address === "" ? undefined : parseMailAddress(facts.address, { letters, defaultDomain });
  if (address?.ok === false) {
    const reply = address.fault === "non-ascii" ? needsUtf8(session) : replies.senderSyntax;
    return { ok: false, refusal: { reason: "bad-syntax", reply } };
  }
  if (!parameters.ok) {
    const reply = parameters.fault === "unknown-parameter" ? replies.parameterUnknown : replies.parameterInvalid;
    return { ok: false, refusal: { reason: parameters.fault, reply } };
  }
  return { ok: true, address: address?.address ?? null, parameters: parameters.value };
}

interface Opening {
  readonly session: SessionPolicy;
  readonly current: Snapshot;
  /** The session's connector as it is now. */
  readonly connector: SnapshotConnector;
  readonly rights: SessionRights;
  readonly command: Command & { readonly ok: true };
}

function openTransaction({ session, current, connector, rights, command }: Opening): TransactionPolicy {
  const pinned = session.snapshot.acceptedDomains;
  const { settings } = session.selection.connector;
  const { bodyType, smtpUtf8, dsn, submitter } = command.parameters;
  const isBelieved = submitter !== undefined && rights.granted.has(AUTHENTICATION_FLAG);
  return {
    session,
    current,
    rights,
    acceptedDomains: pinned === current.acceptedDomains ? [pinned] : [pinned, current.acceptedDomains],
    scopes: scopesOf(session.selection.connector, connector),
    rateSources: rateSources(session, connector.settings),
    sender: command.address?.text ?? "",
    bodyType,
    smtpUtf8,
    ...(dsn === undefined ? {} : { dsn }),
    ...(isBelieved ? { submitter } : {}),
    // `AUTH=<>` names nobody.
    authAs: isBelieved && submitter !== "" ? "Internal" : session.identity.authAs,
    bareLineEndings: bareLineEndings(command.parameters, settings),
    maxMessageSize: rights.granted.has(ANY_SIZE) ? null : settings.maxMessageSize,
    maxHeaderSize: settings.maxHeaderSize,
  };
}

// RFC 3030 §3: binary content has bytes where other content has lines.
function bareLineEndings(
  { bodyType }: MailParameters,
  { bareLinefeedRejectionEnabled }: ReceiveConnectorSettings,
): TransactionPolicy["bareLineEndings"] {
  if (bodyType === "BINARYMIME") return "kept";
  return bareLinefeedRejectionEnabled ? "refused" : "mended";
}

function refuseSubmit({ session, rights }: TransactionPolicy): Verdict | undefined {
  if (rights.granted.has(SUBMIT)) return undefined;
  const replies = repliesFor(session);
  const missing = rights.missing.get(SUBMIT);
  if (missing?.reason === "range-released") {
    return { reason: "range-released", reply: replies.configurationChanging, by: missing.by };
  }
  const reply = session.identity.kind === "anonymous" ? replies.anonymousSubmitDenied : replies.submitDenied;
  const reason = missing?.reason === "expired" ? "submit-right-expired" : "no-submit-right";
  return { reason, reply, by: missing?.by ?? lacking(session, SUBMIT) };
}

function refuseRate(
  { session, current, rateSources: sources }: TransactionPolicy,
  facts: MailFacts,
): Verdict | undefined {
  const { connector } = session.selection;
  const limit = (current.connectors.get(connector.id) ?? connector).settings.messageRateLimit;
  if (limit === "unlimited" || sources.every((source) => facts.messagesThisMinute(source) < limit)) return undefined;
  return { reason: "message-rate", reply: repliesFor(session).messageRateExceeded, by: session.by };
}

function refuseResources({ session }: TransactionPolicy, { spoolAccepting }: MailFacts): Verdict | undefined {
  if (spoolAccepting) return undefined;
  return { reason: "insufficient-resources", reply: repliesFor(session).insufficientResources, by: session.by };
}

function refuseSize({ session, maxMessageSize }: TransactionPolicy, declared: number | null): Verdict | undefined {
  if (declared === null || maxMessageSize === null || declared <= maxMessageSize) return undefined;
  return { reason: "declared-size", reply: repliesFor(session).messageTooLarge, by: lacking(session, ANY_SIZE) };
}

function judgeSenderOf(transaction: TransactionPolicy, address: MailAddress | null): MailDecision {
  const { session, rights, acceptedDomains, scopes } = transaction;
  const replies = repliesFor(session);
  const accepted = replies.senderOk;
  const denied = session.identity.kind === "anonymous" ? replies.anonymousSenderDenied : replies.senderDenied;
  // RFC 5321 §4.5.5: notifications come from the null sender; Submit is all they need.
  if (address === null) {
    if (!areSendersWithin(scopes, address)) return reject({ reason: "only-senders", reply: denied, by: session.by });
    const by = rights.granted.get(SUBMIT) ?? session.by;
    return { ...accept({ reason: "null-sender", reply: accepted, by }), transaction };
  }
  const { identity, by } = session;
  const verdict = judgeSender({ address, identity, rights, acceptedDomains, scopes, by });
  if (verdict.outcome === "allowed") return { ...accept({ ...verdict, reply: accepted }), transaction };
  if (verdict.outcome === "refused-for-now") return reject({ ...verdict, reply: replies.configurationChanging });
  return reject({ ...verdict, reply: denied });
}

/** What narrows the connector in either revision. */
function scopesOf(pinned: SnapshotConnector, current: SnapshotConnector): readonly ConnectorScopes[] {
  const narrowing = [pinned.scopes, ...(pinned === current ? [] : [current.scopes])];
  return narrowing.filter(({ senders, recipients }) => senders !== null || recipients !== null);
}

function lacking({ by }: SessionPolicy, right: ExtendedRight): DecidedBy {
  return { ...by, right };
}
