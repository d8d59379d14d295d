import type { SmtpReply } from "./decision";
import type { Dialect } from "./settings";

interface ReplyRow {
  readonly classic: SmtpReply;
  /** Left out where both dialects say the same. */
  readonly modern?: SmtpReply;
}

/**
 * Every fixed reply of a session. `classic` is Exchange 2007 to early 2013, `modern` what later servers were seen to
 * answer; clients and monitoring match on the text. Rows without a source are ours, with codes of RFC 5321, 3463, 4954.
 */
const TABLE = {
  // Relay: Exchange 2007 article; NDR page; a 2016 server's transcript.
  relayDenied: {
    classic: reply(550, "5.7.1", "Unable to relay"),
    modern: reply(550, "5.7.54", "SMTP; Unable to relay recipient in non-accepted domain"),
  },
  tooManyRelayRefusals: { classic: reply(421, "4.7.0", "Too many refused recipients, closing connection") },
  // Submit: telnet test page, NDR page; 5.7.57 as Exchange Online answers.
  anonymousSubmitDenied: {
    classic: reply(530, "5.7.1", "Client was not authenticated"),
    modern: reply(530, "5.7.57", "SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"),
  },
  submitDenied: { classic: reply(550, "5.7.1", "Submission not authorized") },
  // Senders: 2010/2013 servers; 5.7.60 as Microsoft 365's device page prints it.
  senderDenied: {
    classic: reply(550, "5.7.1", "Client does not have permissions to send as this sender"),
    modern: reply(550, "5.7.60", "SMTP; Client does not have permissions to send as this sender"),
  },
  anonymousSenderDenied: {
    classic: reply(550, "5.7.1", "Anonymous client does not have permissions to send as this sender"),
  },
  headerSenderDenied: { classic: reply(550, "5.7.1", "Not authorized to send for this author") },
  startTlsRequired: { classic: reply(530, "5.7.0", "Must issue a STARTTLS command first") },
  // Domain Secure, RFC 3207 §4.1 and §4.2.
  clientCertificateRequired: { classic: reply(530, "5.7.0", "Client certificate required for this sender domain") },
  clientCertificateRefused: { classic: reply(550, "5.7.0", "Client certificate not accepted") },
  authNotOffered: { classic: reply(502, "5.5.1", "Command not implemented") },
  authFailed: {
    classic: reply(535, "5.7.3", "Authentication unsuccessful"),
    modern: reply(535, "5.7.8", "Authentication credentials invalid"),
  },
  authMechanismUnknown: {
    classic: reply(504, "5.7.4", "Unrecognized authentication type"),
    modern: reply(504, "5.5.4", "Unrecognized authentication type"),
  },
  authNeedsTls: { classic: reply(538, "5.7.11", "Encryption required for requested authentication mechanism") },
  authUnavailable: { classic: reply(454, "4.7.0", "Temporary authentication failure") },
  authSucceeded: { classic: reply(235, "2.7.0", "Authentication Succeeded") },
  authAgain: { classic: reply(503, "5.5.1", "Already authenticated") },
  authInTransaction: { classic: reply(503, "5.5.1", "AUTH not permitted during a mail transaction") },
  // 334 carries no enhanced code (RFC 4954 §4).
  authGoOn: { classic: reply(334, "", "") },
  noConnector: { classic: reply(421, "4.3.2", "Service not available") },
  tooManyConnections: { classic: reply(421, "4.3.2", "Too many connections, closing transmission channel") },
  tooManyFromSource: {
    classic: reply(
      421,
      "4.3.2",
      "The maximum number of concurrent connections has exceeded a limit, closing transmission channel",
    ),
    modern: reply(
      421,
      "4.3.2",
      "The maximum number of concurrent server connections has exceeded a per-source limit, closing transmission channel",
    ),
  },
  configurationChanging: { classic: reply(451, "4.3.2", "Configuration is changing, try again") },
  // 2007 and later servers, as several administrators quote it.
  messageRateExceeded: {
    classic: reply(421, "4.4.2", "Message submission rate for this client has exceeded the configured limit"),
  },
  tooManyRecipients: { classic: reply(452, "4.5.3", "Too many recipients") },
  messageTooLarge: { classic: reply(552, "5.3.4", "Message size exceeds fixed maximum message size") },
  headerTooLarge: { classic: reply(552, "5.3.4", "Message header too large") },
  hopCountExceeded: { classic: reply(554, "5.4.6", "Hop count exceeded - possible mail loop") },
  bareLineEnding: { classic: reply(550, "5.6.0", "Bare CR or LF not allowed in message") },
  overlongLine: { classic: reply(550, "5.6.0", "Line too long in message") },
  nulByte: { classic: reply(550, "5.6.0", "NUL not allowed in message") },
  tooManyErrors: { classic: reply(421, "4.7.0", "Too many failed commands, closing connection") },
  // 421 where Exchange says 451, since the connection is closed (RFC 5321 §3.8).
  idle: { classic: reply(421, "4.7.0", "Timeout waiting for client input") },
  shuttingDown: { classic: reply(421, "4.3.2", "Service not available, closing transmission channel") },
  domainRequired: { classic: reply(501, "5.5.4", "Domain name required") },
  domainInvalid: { classic: reply(501, "5.5.4", "Invalid domain name") },
  helloFirst: { classic: reply(503, "5.5.2", "Send hello first") },
  mailFirst: { classic: reply(503, "5.5.1", "MAIL first") },
  rcptFirst: { classic: reply(503, "5.5.1", "RCPT first") },
  nestedMail: { classic: reply(503, "5.5.1", "Sender already specified") },
  commandUnknown: { classic: reply(500, "5.5.1", "Command not recognized") },
  parameterUnknown: { classic: reply(555, "5.5.4", "Parameter not recognized") },
  parameterInvalid: { classic: reply(501, "5.5.4", "Invalid parameter value") },
  senderSyntax: { classic: reply(501, "5.1.7", "Bad sender address syntax") },
  recipientSyntax: { classic: reply(501, "5.1.3", "Bad recipient address syntax") },
  // RFC 6531 §3.5: an address beyond ASCII without SMTPUTF8.
  addressNeedsUtf8: { classic: reply(553, "5.6.7", "Address requires SMTPUTF8, which is not offered") },
  // NDR page; the three digits are ours.
  reservedTopLevel: { classic: reply(550, "5.1.4", "Recipient address reserved by RFC 2606") },
  reservedSecondLevel: { classic: reply(550, "5.1.5", "Recipient address reserved by RFC 2606") },
  singleLabelDomain: { classic: reply(550, "5.1.6", "Recipient addresses in single label domains not accepted") },
  addressNotUtf8: { classic: reply(553, "5.6.7", "Address requires the SMTPUTF8 parameter") },
  noPostmaster: { classic: reply(550, "5.1.1", "No postmaster here") },
  insufficientResources: { classic: reply(452, "4.3.1", "Insufficient system resources") },
  localError: { classic: reply(451, "4.3.0", "Local error in processing") },
  startTlsReady: { classic: reply(220, "2.0.0", "Ready to start TLS") },
  startTlsNotOffered: { classic: reply(502, "5.5.1", "Command not implemented") },
  startTlsAgain: { classic: reply(503, "5.5.1", "TLS already active") },
  senderOk: { classic: reply(250, "2.1.0", "Sender OK") },
  recipientOk: { classic: reply(250, "2.1.5", "Recipient OK") },
  dataGoOn: { classic: reply(354, "", "Start mail input; end with <CRLF>.<CRLF>") },
  queued: { classic: reply(250, "2.6.0", "Queued mail for delivery") },
  ok: { classic: reply(250, "2.0.0", "OK") },
  // RFC 3030 §2: how a chunk that is not the last is answered; the count of its octets follows.
  chunkReceived: { classic: reply(250, "2.6.0", "CHUNK received OK") },
  chunkingOff: { classic: reply(502, "5.5.1", "Command not implemented") },
  // RFC 3030 §2 and §3: one message comes by DATA or by BDAT, a binary one by BDAT only.
  dataAfterChunks: { classic: reply(503, "5.5.1", "DATA not permitted after BDAT") },
  dataForBinary: { classic: reply(503, "5.5.1", "BDAT required for BINARYMIME") },
  addressesAreIn: { classic: reply(503, "5.5.1", "Message already begun") },
  // RFC 4954 §4.
  authLineTooLong: { classic: reply(500, "5.5.6", "Authentication exchange line is too long") },
  authCancelled: { classic: reply(501, "5.7.0", "Authentication cancelled") },
  authUnreadable: { classic: reply(501, "5.5.2", "Cannot decode the response") },
  closing: { classic: reply(221, "2.0.0", "Service closing transmission channel") },
} as const satisfies Record<string, ReplyRow>;

export type ReplyName = keyof typeof TABLE;
export type Replies = Readonly<Record<ReplyName, SmtpReply>>;

const BY_DIALECT: Readonly<Record<Dialect, Replies>> = { classic: inDialect("classic"), modern: inDialect("modern") };

/** All replies in one dialect; the same object at every call. */
export function repliesOf(dialect: Dialect): Replies {
  return BY_DIALECT[dialect];
}

/** The reply as one line without its line end: `550 5.7.1 Unable to relay`. */
export function formatReply({ code, enhancedCode, text }: SmtpReply): string {
  return [code, enhancedCode, text].filter((part) => part !== "").join(" ");
}

function inDialect(dialect: Dialect): Replies {
  const rows = Object.entries(TABLE) as readonly (readonly [ReplyName, ReplyRow])[];
  return Object.fromEntries(rows.map(([name, row]) => [name, row[dialect] ?? row.classic])) as Replies;
}

function reply(code: number, enhancedCode: string, text: string): SmtpReply {
  return Object.freeze({ code, enhancedCode, text });
}
