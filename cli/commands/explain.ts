import { Command, Option } from "commander";
import { dataOf } from "../../client";
import { type Failure, FIELDS, parseBinding, parseByteSize, parseIpAddress, readQuestion } from "../../model";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import { explainOffline } from "../explain-offline";
import type { MailQuestion, RevisedExplanation } from "../mail-question";
import { type OutputTexts, show, withOutput } from "../output";
import { explainRefusals, type RefusalTexts, refusalOptions } from "../refusals/explain-refusals";
import { explanationText } from "../text/explanation-text";
import { readDeclarations } from "../read-declarations";
import { withHost } from "../with-host";
import { readMoment } from "../worlds/read-moment";

interface ExplainTexts extends ConnectionTexts, OutputTexts, RefusalTexts {
  readonly from?: string;
  readonly to?: string;
  readonly tls?: true;
  readonly user?: string;
  readonly certificateOf?: string;
  readonly partner?: string;
  readonly directoryAccount?: true;
  readonly group?: string;
  readonly headerFrom?: string;
  readonly size?: string;
  readonly mailFrom?: string;
  readonly rcptTo?: string;
  readonly expect?: "accept" | "reject";
  readonly config?: string;
  readonly hostname?: string;
  readonly at?: number;
}

const EXAMPLES = `
Examples:
  relayctl explain --from 192.168.2.55 --to 0.0.0.0:25 --mail-from crm@contoso.com --rcpt-to customer@fabrikam.com
  relayctl explain --from 192.168.2.57 --to 0.0.0.0:25 --mail-from crm@contoso.com --rcpt-to customer@fabrikam.com --expect reject
  relayctl export | relayctl explain --config - --from 2001:db8::1 --to [::]:25 --mail-from "" --rcpt-to sales@contoso.com
  relayctl explain --from 10.0.0.9 --to 0.0.0.0:587 --tls --certificate-of crm --mail-from crm@contoso.com --rcpt-to a@fabrikam.com --size 50MB
  relayctl explain --ref 8F3K-2M7Q
  relayctl explain --refused-from 192.168.2.57 --since 24h

--ref finds the refusal that a client quotes; in the classic dialect clients are told none, --refused-from finds it then.

Exit code: 0 explained; 1 the answer is not the one of --expect; 2 bad input; 3 the host cannot be reached.`;

/** `relayctl explain`: what a host answers to a mail, and why. */
export function explainCommand(): Command {
  const command = new Command("explain")
    .description("say whether a client may send a mail, and everything that decides it")
    .option("--from <address>", "address of the client")
    .option("--to <address:port>", "local endpoint that it connects to, such as 0.0.0.0:25")
    .option("--tls", "the client uses STARTTLS")
    .option("--user <name>", "account that authenticates (default: nobody does)")
    .option("--certificate-of <name>", "instead: account whose certificate the client shows; with --tls")
    .option("--partner <domain>", "instead: domain that a valid certificate of the client names; with --tls")
    .option("--directory-account", "instead: an account of the directory authenticates")
    .option("--group <name>", "with --directory-account: the relay group that it is in (default: none)")
    .option("--mail-from <address>", 'sender; "" is the null sender')
    .option("--rcpt-to <address>", "recipient")
    .option("--header-from <value>", "judge the header field From too")
    .option("--size <bytes>", "judge a message of this size too, such as 2000000 or 25MB")
    .addOption(new Option("--expect <answer>", "exit 1 unless this is the answer").choices(["accept", "reject"]))
    .option("--config <file>", "ask a config document (relayctl export) instead of a host; - reads stdin")
    .option("--hostname <name>", "with --config: the host's name in its replies (default: localhost)")
    .addOption(new Option("--at <time>", "with --config: as of this time (default: now)").argParser(readMoment))
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(refusalOptions(command))).action((texts: ExplainTexts) =>
    texts.ref === undefined && texts.refusedFrom === undefined ? explainMail(texts) : explainRefusals(texts),
  );
}

async function explainMail(texts: ExplainTexts): Promise<void> {
  const { config } = texts;
  const mail = requireMail(texts);
  const question = { ...mail, tls: texts.tls === true, ...readFacts(texts) };
  const failures = [...judgeEndpoints(mail.from, mail.to), ...judgeFacts(question)];
  if (failures.length > 0) throw inputError(failures);
  const hostName = readHostName(texts);
  const explanation =
    config === undefined
      ? await askHost(texts, question)
      : explainOffline(question, { file: config, hostName, at: texts.at ?? Date.now() });
  show(texts, { json: explanation, text: () => explanationText(explanation) });
  compare(explanation, texts.expect);
}

type Mail = Pick<MailQuestion, "from" | "to" | "mailFrom" | "rcptTo">;

/** What makes a mail, or a refusal to look up, must be given. */
function requireMail({ from, to, mailFrom, rcptTo }: ExplainTexts): Mail {
  const given = { "--from": from, "--to": to, "--mail-from": mailFrom, "--rcpt-to": rcptTo };
  const missing = Object.entries(given).filter(([, value]) => value === undefined);
  if (from !== undefined && to !== undefined && mailFrom !== undefined && rcptTo !== undefined) {
    return { from, to, mailFrom, rcptTo };
  }
  const names = missing.map(([name]) => name).join(", ");
  throw new CommandError(`${names} must be given, or --ref, or --refused-from.`, EXIT.usage);
}

/** Who the client is, and what is known of the mail: only what was given. */
function readFacts({ user, certificateOf, partner, directoryAccount, group, headerFrom, size }: ExplainTexts) {
  const bytes = size === undefined ? undefined : parseByteSize(size, "--size");
  if (bytes?.ok === false) throw inputError(bytes.failures);
  return {
    ...(user === undefined ? {} : { user }),
    ...(certificateOf === undefined ? {} : { certificateOf }),
    ...(partner === undefined ? {} : { partner }),
    ...(directoryAccount === undefined ? {} : { directoryAccount }),
    ...(group === undefined ? {} : { group }),
    ...(headerFrom === undefined ? {} : { headerFrom }),
    ...(bytes === undefined ? {} : { size: bytes.value }),
  };
}

/** Name of the host that a document is asked in place of. */
function readHostName({ hostname, config, at }: ExplainTexts): string {
  if (at !== undefined && config === undefined) {
    throw new CommandError("--at goes with --config: a host answers as of now. Leave it out.", EXIT.usage);
  }
  if (hostname === undefined) return "localhost";
  if (config === undefined) {
    const message = "--hostname goes with --config: a host knows its own name. Leave it out, or add --config FILE.";
    throw new CommandError(message, EXIT.usage);
  }
  const name = FIELDS.ReceiveConnector.fqdn.parse(hostname, "--hostname");
  if (!name.ok) throw inputError(name.failures);
  return name.value ?? hostname;
}

// The same complaint, and exit code, with a host and without.
function judgeEndpoints(from: string, to: string): readonly Failure[] {
  const binding = parseBinding(to, "--to");
  const message = `--from: "${from}" is not an address; write one such as 192.168.2.55 or 2001:db8::1.`;
  const client: readonly Failure[] =
    parseIpAddress(from) === undefined ? [{ code: "RELAY_ADDRESS_INVALID", property: "--from", message }] : [];
  return binding.ok ? client : [...client, ...binding.failures];
}

/** What contradicts itself, by the names of the flags. */
function judgeFacts(question: MailQuestion): readonly Failure[] {
  const read = readQuestion({ ...question, hostName: "", at: 0 });
  const failures = read.ok ? [] : read.failures.filter(({ property }) => property !== "from" && property !== "to");
  return failures.map((given) => ({ ...given, message: given.message.replaceAll(FACTS, flagOf) }));
}

const FACTS = /\b(?:user|tls|certificateOf|partner|directoryAccount|group)\b/g;

function flagOf(fact: string): string {
  return `--${fact.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function askHost(texts: ConnectionTexts, body: MailQuestion): Promise<RevisedExplanation> {
  return withHost(texts, async (client) => {
    // The OpenAPI document knows the closed lists of reasons and rights as texts.
    const explanation = (await dataOf(client.api.POST("/v1/explain", { body }))) as RevisedExplanation;
    const declared = await readDeclarations(client, explanation.verdict.by);
    return declared.length === 0 ? explanation : { ...explanation, declared };
  });
}

function compare({ verdict }: RevisedExplanation, expected: ExplainTexts["expect"]): void {
  const answer = verdict.action === "accept" ? "accept" : "reject";
  if (expected === undefined || expected === answer) return;
  const message = `Expected ${expected}, but the answer is ${answer}: ${verdict.replyLine} (${verdict.reason}).`;
  throw new CommandError(message, EXIT.found);
}
