import type { FuzzRandom } from "../fuzz-random";
import { randomAddress, randomDomain } from "./address-grammar";

export const SMTP_WORDS: readonly string[] = [
  "EHLO x\r\n",
  "HELO x\r\n",
  "MAIL FROM:<a@fabrikam.com>",
  "MAIL FROM:<>",
  "RCPT TO:<b@contoso.com>",
  "RCPT TO:<",
  "DATA\r\n",
  "\r\n.\r\n",
  "BDAT 5 LAST\r\n",
  "BDAT 5\r\nabcde",
  "BDAT 0 LAST\r\n",
  "RSET\r\n",
  "NOOP\r\n",
  "QUIT\r\n",
  "STARTTLS\r\n",
  "AUTH PLAIN AGEAYg==\r\n",
  "AUTH LOGIN\r\n",
  "VRFY x\r\n",
  "HELP\r\n",
  "XCLIENT ADDR=127.0.0.1\r\n",
  " SIZE=100",
  " BODY=8BITMIME",
  " BODY=BINARYMIME",
  " SMTPUTF8",
  " RET=HDRS",
  " ENVID=QQ+2B1",
  " NOTIFY=SUCCESS,FAILURE",
  " ORCPT=rfc822;b+40contoso.com",
  " AUTH=<>",
  "\r\n",
  "\n",
];

const PARAMETERS: readonly string[] = [
  "SIZE=1000",
  "SIZE=99999999999999999999",
  "SIZE=-1",
  "SIZE",
  "BODY=7BIT",
  "BODY=8BITMIME",
  "BODY=BINARYMIME",
  "BODY=x",
  "SMTPUTF8",
  "SMTPUTF8=1",
  "RET=FULL",
  "RET=HDRS",
  "ENVID=QQ",
  "ENVID=Q+0D+0AQ",
  "ENVID=a=b",
  "NOTIFY=NEVER",
  "NOTIFY=NEVER,SUCCESS",
  "NOTIFY=SUCCESS,DELAY",
  "ORCPT=rfc822;x@y",
  "ORCPT=rfc822;x+40y",
  "ORCPT=;",
  "ORCPT=utf-8;\\x{40}",
  "AUTH=<>",
  "AUTH=a+40b.example",
  "AUTH=a+0Ab",
  "XFOO=1",
  "__PROTO__=1",
  "constructor=1",
  "=",
];

function randomParameters(random: FuzzRandom): string {
  return random.list(3, () => `${random.pick([" ", " ", " ", "  ", ""])}${random.pick(PARAMETERS)}`).join("");
}

/** A MAIL or RCPT command without its line end. */
export function randomPathCommand(random: FuzzRandom, verb: "MAIL FROM" | "RCPT TO"): string {
  const address = random.oneIn(3)
    ? randomAddress(random)
    : random.pick(["a@fabrikam.com", "b@contoso.com", "", "postmaster", "c@contoso.com"]);
  const open = random.pick([":<", ":<", ":<", ":<", ": <", " <", ":", ":<<"]);
  const close = random.pick([">", ">", ">", ">", ">", "", ">>", "> "]);
  return `${verb}${open}${address}${close}${random.oneIn(3) ? randomParameters(random) : ""}`;
}

function randomBody(random: FuzzRandom): string {
  const text = () => random.text("ab.:\r\n \0\u00e9", 30);
  const line = () =>
    random.pick([".", "..", "Subject: x", "From: a@fabrikam.com", "", "MAIL FROM:<x@contoso.com>", text()]);
  const brk = () => random.pick(["\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r"]);
  return random.list(8, () => `${line()}${brk()}`).join("");
}

function randomStep(random: FuzzRandom): string {
  const end = random.oneIn(20) ? random.pick(["\n", "\r", " \r\n", "\0\r\n", "\r\r\n"]) : "\r\n";
  switch (random.below(10)) {
    case 0:
      return `${random.pick(["EHLO", "HELO", "ehlo", "LHLO"])} ${random.oneIn(3) ? randomDomain(random) : "crm.contoso.com"}${end}`;
    case 1:
    case 2:
      return `${randomPathCommand(random, "MAIL FROM")}${end}`;
    case 3:
    case 4:
      return `${randomPathCommand(random, "RCPT TO")}${end}`;
    case 5:
    case 6:
      return `DATA${end}${randomBody(random)}${random.oneIn(8) ? "" : "\r\n.\r\n"}`;
    case 7:
      return randomChunk(random);
    default:
      return `${random.pick(SMTP_WORDS)}${random.oneIn(3) ? end : ""}`;
  }
}

function randomChunk(random: FuzzRandom): string {
  const body = Buffer.from(randomBody(random)).toString("latin1");
  const size = random.oneIn(6) ? random.pick(["0", "1", "99999999999999999", "-1", "0x5", " 5", "5 5"]) : body.length;
  return `BDAT ${size}${random.pick(["", "", " LAST", " LAST", " last", " FIRST"])}\r\n${body}`;
}

/** Everything a client sends in one connection. */
export function randomSession(random: FuzzRandom): string {
  const opening = random.oneIn(8) ? "" : "EHLO crm.contoso.com\r\n";
  const whole = "MAIL FROM:<a@fabrikam.com>\r\nRCPT TO:<b@contoso.com>\r\n";
  const steps = Array.from({ length: random.between(1, 8) }, () =>
    random.oneIn(4) ? `${whole}${randomStep(random)}` : randomStep(random),
  );
  return `${opening}${steps.join("")}`;
}
