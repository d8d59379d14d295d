/** Names that the probes are made of. */
export interface ProbeNames {
  /** A domain that this host accepts mail for. */
  readonly own: string;
  /** This host's name and its address literal. */
  readonly host: string;
  readonly literal: string;
  /** Somebody else's domain. */
  readonly foreign: string;
}

/** What stands between the brackets of RCPT TO. */
export interface RelayProbe {
  readonly sender: string;
  readonly recipient: string;
}

/**
 * The union of the public lists (nmap's smtp-open-relay, mail-abuse.org, reedmedia.net), and what was tried since: longer
 * routes, several signs, quotes that end early, names that look or fold alike.
 */
export function knownProbes({ own, host, literal, foreign }: ProbeNames): readonly RelayProbe[] {
  const recipients = [
    `y@${foreign}`,
    `y%${foreign}@${host}`,
    `y%${foreign}@${literal}`,
    `"y@${foreign}"`,
    `"y%${foreign}"`,
    `y@${foreign}@${host}`,
    `"y@${foreign}"@${host}`,
    `y@${foreign}@${literal}`,
    `@${host}:y@${foreign}`,
    `@${literal}:y@${foreign}`,
    `${foreign}!y`,
    `${foreign}!y@${host}`,
    `${foreign}!y@${literal}`,
    `"y@${foreign}"@${literal}`,
    `@${own}:y@${foreign}`,
    `@${own},@${host}:y@${foreign}`,
    `@${foreign},@${own}:y@${foreign}`,
    `y@${own}@${foreign}`,
    `y@${foreign}.`,
    `y@${foreign.toUpperCase()}`,
    `y@${own}.${foreign}`,
    `y@${foreign}#${own}`,
    `y@${foreign}/${own}`,
    `y@${foreign}\\@${own}`,
    `y@${foreign} @${own}`,
    `y@${foreign}\t@${own}`,
    `y@${foreign}>@${own}`,
    `y@${foreign}\0@${own}`,
    `y@${foreign}%00@${own}`,
    `y@${foreign};@${own}`,
    `y@${foreign},x@${own}`,
    `x@${own},y@${foreign}`,
    `x@${own}> <y@${foreign}`,
    `x@${own}>,<y@${foreign}`,
    `x@${own} y@${foreign}`,
    `"x@${own}" y@${foreign}`,
    `"x"@${own}"@${foreign}`,
    `"x\\"@${own}"@${foreign}`,
    `(x@${own})y@${foreign}`,
    `y@(${own})${foreign}`,
    `y@${foreign}(${own})`,
    `y@[${foreign}]`,
    `y@[192.0.2.1]`,
    `y@192.0.2.1`,
    `y@[IPv6:2001:db8::1]`,
    `y@2130706433`,
    `y@0x7f000001`,
    `y@localhost`,
    "y",
    "y@",
    `@${foreign}`,
    "@",
    "",
    `<y@${foreign}>`,
    `mailto:y@${foreign}`,
    `smtp:y@${foreign}`,
    `SMTP:y@${foreign}@${own}`,
    `IMCEASMTP-y+40${foreign}@${host}`,
    `=?utf-8?q?y=40${foreign}?=@${host}`,
    `y=40${foreign}@${host}`,
    `y+40${foreign}@${host}`,
    `${"y".repeat(300)}@${foreign}`,
    `y@${"a.".repeat(130)}${foreign}`,
    `${"@a,".repeat(400)}:y@${foreign}`,
  ];
  const senders = [`x@${foreign}`, "x@localhost", "x", "", `x@${host}`, `x@${own}`, `x@${literal}`];
  return recipients.flatMap((recipient) => senders.map((sender) => ({ sender, recipient })));
}
