import { settle, type SettingsOf } from "../../../model";
import { parseMailParameters } from "../../../model/decide/command-parameters";
import { cutAddressCommand } from "../../../relay/session/address-command";
import { cutLine } from "../../../relay/session/command-line";
import { replyLine } from "../../../relay/session/reply-line";
import { receivedField, receivedOpening } from "../../../relay/session/trace-header";
import { randomPathCommand, SMTP_WORDS } from "../grammar/smtp-grammar";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

const SETTINGS = defaults();

/** One command line: cut in parts, its parameters, and all that is later said of it. */
export const commandLine = pureTarget({
  name: "command-line",
  seeds: textSeeds("MAIL FROM:<a@b.c> SIZE=1", "RCPT TO:<x@y.z> NOTIFY=NEVER", "EHLO a.b", "AUTH PLAIN AGEAYg=="),
  words: [...SMTP_WORDS, "(", ")", "\\", "\u0085", "\u2029", "\u001b[31m"],
  make: (random) => Buffer.from(randomPathCommand(random, random.oneIn(2) ? "MAIL FROM" : "RCPT TO")),
  run: (input) => {
    const lf = input.indexOf(0x0a);
    const line = cutLine(lf < 0 ? input : input.subarray(0, lf));
    must(!/[a-z]/.test(line.verb), "a verb has small letters", line.verb);
    mustEqual(
      line.verb.toLowerCase(),
      line.text.slice(0, line.verb.length).toLowerCase(),
      "a verb is not what was sent",
    );
    if (line.verb === "AUTH") must(!line.loggable.includes("AGEAYg"), "credentials are logged", line.loggable);
    judgeRepeated(line.text);
    return `${line.verb.length} ${judgeCut(line.argument, "FROM:")} ${judgeCut(line.argument, "TO:")}`;
  },
});

function defaults(): SettingsOf["ReceiveConnector"] {
  const settled = settle("ReceiveConnector", { name: "x", bindings: ["0.0.0.0:25"], remoteIpRanges: ["10.0.0.1"] });
  if (!settled.ok) throw new Error("the connector of the target is not valid");
  return settled.value;
}

function judgeCut(argument: string, introducer: string): string {
  const cut = cutAddressCommand(argument, introducer);
  if (typeof cut === "string") return cut;
  const { address, parameters } = cut;
  const unquoted = address.replace(/"(?:[^"\\]|\\.)*"/g, "");
  must(!/[<>]/.test(unquoted), "an address has a bracket outside quotes", address);
  must(argument.includes(`<${address}>`), "the address is not what was sent", { argument, address });
  must(
    Object.getPrototypeOf(parameters) === null || Object.keys(parameters).length === 0,
    "parameters have a prototype",
  );
  for (const keyword of Object.keys(parameters)) must(!/[a-z]/.test(keyword), "a keyword has small letters", keyword);
  const parsed = parseMailParameters(parameters, SETTINGS);
  if (!parsed.ok) return parsed.fault;
  const said = JSON.stringify([parsed.value.dsn ?? {}, parsed.value.submitter ?? ""]);
  must(!/\\[nru]|\p{Cc}/u.test(said), "a parameter holds a control character", said);
  return `${Object.keys(parameters).length}`;
}

/** What a client said, where it is repeated: in replies, and in the Received field as the name of HELO. */
function judgeRepeated(text: string): void {
  const line = replyLine({ code: 250, enhancedCode: "2.0.0", text });
  must(/^250 2\.0\.0 [\x20-\x7e]*$/.test(line), "a reply is more than a line", line);
  const session = {
    clientAddress: "192.0.2.1",
    localAddress: "192.0.2.2",
    by: "relay",
    protocol: "ESMTP",
    tls: null,
  } as const;
  const field = receivedField(receivedOpening({ ...session, helo: text }), { queueId: "Q", date: "now" });
  const shape =
    /^Received: from [\x21-\x7e]+(?: \((?:[\x20-\x27\x2a-\x5b\x5d-\x7e]|\\[()\\])*\))?\r\n\tby relay \(\[192\.0\.2\.2\]\) with ESMTP\r\n\tid Q; now\r\n$/;
  must(shape.test(field), "the Received field has another shape", field);
}
