/** One situation: what a client of a connector says after EHLO, and the last reply in both dialects. */
export interface ReplyRow {
  readonly situation: string;
  /** Name of a connector of replies.test.ts. */
  readonly at: string;
  readonly say: readonly string[];
  readonly classic: string;
  /** Left out where both say the same. */
  readonly modern?: string;
  /** Nothing is said before: no EHLO, or not even a greeting. */
  readonly begin?: "silent" | "refused";
}

const ENVELOPE = ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@contoso.com>"];
const DATA = [...ENVELOPE, "DATA"];
const BAD_LOGIN = "AUTH PLAIN AGNybQB3cm9uZw==";
const GOOD_LOGIN = "AUTH PLAIN AGNybQBzZWNyZXQ=";
const HOP = "Received: from a by b; x\r\n";

/** The table of exchange-model §3.3, by hand. What needs TLS, certificates or a change under way is shown elsewhere. */
export const REPLY_TABLE: readonly ReplyRow[] = [
  {
    situation: "relay denied at RCPT",
    at: "plain",
    say: ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@example.org>"],
    classic: "550 5.7.1 Unable to relay",
    modern: "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
  },
  {
    situation: "anonymous submit denied at MAIL",
    at: "nobody",
    say: ["MAIL FROM:<a@fabrikam.com>"],
    classic: "530 5.7.1 Client was not authenticated",
    modern: "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
  },
  {
    situation: "authenticated, sender not allowed",
    at: "accounts",
    say: [GOOD_LOGIN, "MAIL FROM:<boss@contoso.com>"],
    classic: "550 5.7.1 Client does not have permissions to send as this sender",
    modern: "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
  },
  {
    situation: "anonymous, sender not allowed",
    at: "no own senders",
    say: ["MAIL FROM:<boss@contoso.com>"],
    classic: "550 5.7.1 Anonymous client does not have permissions to send as this sender",
  },
  {
    situation: "header author refused",
    at: "no own senders",
    say: [...DATA, "From: boss@contoso.com\r\n\r\nx\r\n."],
    classic: "550 5.7.1 Not authorized to send for this author",
  },
  {
    situation: "STARTTLS needed",
    at: "tls",
    say: ["MAIL FROM:<a@fabrikam.com>"],
    classic: "530 5.7.0 Must issue a STARTTLS command first",
  },
  {
    situation: "AUTH failed",
    at: "accounts",
    say: [BAD_LOGIN],
    classic: "535 5.7.3 Authentication unsuccessful",
    modern: "535 5.7.8 Authentication credentials invalid",
  },
  {
    situation: "AUTH type unknown",
    at: "accounts",
    say: ["AUTH NTLM"],
    classic: "504 5.7.4 Unrecognized authentication type",
    modern: "504 5.5.4 Unrecognized authentication type",
  },
  {
    situation: "AUTH needs TLS",
    at: "accounts over TLS",
    say: [GOOD_LOGIN],
    classic: "538 5.7.11 Encryption required for requested authentication mechanism",
  },
  {
    situation: "temporary AUTH failure",
    at: "accounts",
    say: ["AUTH PLAIN AGJyb2tlbgBzZWNyZXQ="],
    classic: "454 4.7.0 Temporary authentication failure",
  },
  {
    situation: "rate limit",
    at: "slow",
    say: ["MAIL FROM:<a@fabrikam.com>", "RSET", "MAIL FROM:<a@fabrikam.com>"],
    classic: "421 4.4.2 Message submission rate for this client has exceeded the configured limit",
  },
  {
    situation: "too many recipients",
    at: "small",
    say: [...ENVELOPE, "RCPT TO:<c@contoso.com>"],
    classic: "452 4.5.3 Too many recipients",
  },
  {
    situation: "size",
    at: "small",
    say: ["MAIL FROM:<a@fabrikam.com> SIZE=65537"],
    classic: "552 5.3.4 Message size exceeds fixed maximum message size",
  },
  {
    situation: "header size",
    at: "small",
    say: [...DATA, `A: ${"x".repeat(800)}\r\nB: ${"x".repeat(300)}\r\n\r\nx\r\n.`],
    classic: "552 5.3.4 Message header too large",
  },
  {
    situation: "hop count",
    at: "small",
    say: [...DATA, `${HOP}${HOP}\r\nx\r\n.`],
    classic: "554 5.4.6 Hop count exceeded - possible mail loop",
  },
  {
    situation: "bare LF",
    at: "plain",
    say: [...DATA, "A: b\r\n\r\nx\ny\r\n."],
    classic: "550 5.6.0 Bare CR or LF not allowed in message",
  },
  {
    situation: "too many errors",
    at: "strict",
    say: ["FROB"],
    classic: "421 4.7.0 Too many failed commands, closing connection",
  },
  {
    situation: "too many logon failures",
    at: "accounts",
    say: [BAD_LOGIN, BAD_LOGIN],
    classic: "421 4.7.0 Too many failed commands, closing connection",
  },
  {
    situation: "idle",
    at: "impatient",
    say: [""],
    begin: "silent",
    classic: "421 4.7.0 Timeout waiting for client input",
  },
  {
    situation: "EHLO domain missing",
    at: "named",
    say: ["EHLO"],
    begin: "silent",
    classic: "501 5.5.4 Domain name required",
  },
  {
    situation: "EHLO bad",
    at: "plain",
    say: ["EHLO a..b!"],
    begin: "silent",
    classic: "501 5.5.4 Invalid domain name",
  },
  {
    situation: "MAIL before EHLO",
    at: "plain",
    say: ["MAIL FROM:<a@fabrikam.com>"],
    begin: "silent",
    classic: "503 5.5.2 Send hello first",
  },
  { situation: "RCPT before MAIL", at: "plain", say: ["RCPT TO:<b@contoso.com>"], classic: "503 5.5.1 MAIL first" },
  {
    situation: "DATA before RCPT",
    at: "plain",
    say: ["MAIL FROM:<a@fabrikam.com>", "DATA"],
    classic: "503 5.5.1 RCPT first",
  },
  { situation: "unknown command", at: "plain", say: ["FROB"], classic: "500 5.5.1 Command not recognized" },
  {
    situation: "unknown MAIL parameter",
    at: "plain",
    say: ["MAIL FROM:<a@fabrikam.com> X=1"],
    classic: "555 5.5.4 Parameter not recognized",
  },
  {
    situation: "unknown RCPT parameter",
    at: "plain",
    say: ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@contoso.com> X=1"],
    classic: "555 5.5.4 Parameter not recognized",
  },
  {
    situation: "bad sender syntax",
    at: "plain",
    say: ["MAIL FROM:<a@@fabrikam.com>"],
    classic: "501 5.1.7 Bad sender address syntax",
  },
  {
    situation: "bad recipient syntax",
    at: "plain",
    say: ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@@contoso.com>"],
    classic: "501 5.1.3 Bad recipient address syntax",
  },
  {
    situation: "recipient in a reserved top-level domain",
    at: "no places",
    say: ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@c.test>"],
    classic: "550 5.1.4 Recipient address reserved by RFC 2606",
  },
  {
    situation: "recipient in a reserved second-level domain",
    at: "no places",
    say: ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@example.com>"],
    classic: "550 5.1.5 Recipient address reserved by RFC 2606",
  },
  {
    situation: "recipient in a domain of one label",
    at: "no places",
    say: ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@intranet>"],
    classic: "550 5.1.6 Recipient addresses in single label domains not accepted",
  },
  {
    situation: "service not usable",
    at: "no connector",
    say: [],
    begin: "refused",
    classic: "421 4.3.2 Service not available",
  },
  { situation: "sender OK", at: "plain", say: ["MAIL FROM:<a@fabrikam.com>"], classic: "250 2.1.0 Sender OK" },
  { situation: "recipient OK", at: "plain", say: ENVELOPE, classic: "250 2.1.5 Recipient OK" },
  { situation: "go on with data", at: "plain", say: DATA, classic: "354 Start mail input; end with <CRLF>.<CRLF>" },
  { situation: "closing", at: "plain", say: ["QUIT"], classic: "221 2.0.0 Service closing transmission channel" },
  { situation: "go on with TLS", at: "plain", say: ["STARTTLS"], classic: "220 2.0.0 Ready to start TLS" },
  { situation: "AUTH succeeded", at: "accounts", say: [GOOD_LOGIN], classic: "235 2.7.0 Authentication Succeeded" },
  { situation: "RSET", at: "plain", say: ["RSET"], classic: "250 2.0.0 OK" },
];
