import { sendLetter } from "../harness/smtp-dialogue";
import { waitFor } from "../harness/wait-for";
import type { CommandResult } from "../harness/pulumi-stack";
import { addRangeByHand, createDefaultConnector } from "./administrator";
import { expectReply, quote, show, StoryError, tell } from "./narrator";
import type { Stage } from "./stage";

const CRM = "192.168.2.55";
const STRANGER = "192.168.2.57";
const CUSTOMER = "customer@fabrikam.com";

/** The article's story, each step checked: a StoryError names the first one that does not do what it should. */
export async function tellStory(stage: Stage): Promise<void> {
  await begin(stage);
  await declare(stage);
  await drift(stage);
  await revert(stage);
}

async function begin(stage: Stage): Promise<void> {
  tell("A relay host runs, with a Default connector as every host has, and a smart host behind it");
  await createDefaultConnector(stage.host, stage.smtpPort);
  show(
    `control API ${stage.host.endpoint}   SMTP 127.0.0.1:${stage.smtpPort}   smart host 127.0.0.1:${stage.smartHost.port}`,
  );
  tell("The CRM server cannot log in, and may not relay");
  expectReply(`${CRM} writes to ${CUSTOMER}`, await write(stage, CRM), /^550 5\.7\.1 Unable to relay$/);
}

async function declare(stage: Stage): Promise<void> {
  tell("A program declares it   (examples/crm-application: option 2, anonymous plus the one right, for two addresses)");
  await stage.stack.init(
    {
      "relay:endpoint": stage.host.endpoint,
      "crm-application:smtpPort": String(stage.smtpPort),
      "crm-application:smartHost": `127.0.0.1:${stage.smartHost.port}`,
      "crm-application:smartHostRequiresTls": "false",
    },
    { "relay:token": stage.host.token },
  );
  tell("pulumi preview   says who could newly relay, exactly");
  const preview = succeeded(await stage.stack.preview(), "pulumi preview");
  quote(impactOf(preview));
  tell("pulumi up   does it");
  quote(summary(succeeded(await stage.stack.up("--skip-preview"), "pulumi up")));
  tell("The same mail is accepted, stored durably and forwarded");
  expectReply(`${CRM} writes to ${CUSTOMER}`, await write(stage, CRM), /^250 2\.6\.0 /);
  const letter = await waitFor("the letter at the smart host", () => stage.smartHost.letters[0]);
  show(
    `the smart host received ${letter.bytes.length} bytes from ${letter.sender} for ${letter.recipients.join(", ")}`,
  );
  expectReply(`${STRANGER} (not declared) writes`, await write(stage, STRANGER), /^550 5\.7\.1 Unable to relay$/);
}

async function drift(stage: Stage): Promise<void> {
  tell("Somebody adds a range by hand, past the program");
  await addRangeByHand(stage.host, "CRM Application", STRANGER);
  expectReply(`${STRANGER} writes`, await write(stage, STRANGER), /^250 2\.6\.0 /);
  tell("pulumi preview --refresh --diff   finds and names it");
  const preview = succeeded(await stage.stack.preview("--refresh", "--diff"), "pulumi preview");
  const change = preview.output.split("\n").filter((line) => /remoteIpRanges|192\.168\.2\.5/.test(line));
  if (!change.some((line) => line.includes("192.168.2.5"))) {
    throw new StoryError(`the preview does not name the hand-made range:\n${preview.output}`);
  }
  quote(change.join("\n"));
}

async function revert(stage: Stage): Promise<void> {
  tell("pulumi up --refresh   takes it out");
  quote(summary(succeeded(await stage.stack.up("--refresh", "--skip-preview"), "pulumi up --refresh")));
  expectReply(`${STRANGER} writes`, await write(stage, STRANGER), /^550 5\.7\.1 Unable to relay$/);
  expectReply(`${CRM} writes`, await write(stage, CRM), /^250 2\.6\.0 /);
}

function write(stage: Stage, from: string): Promise<string> {
  return sendLetter(
    { port: stage.smtpPort, proxyFrom: from },
    { from: "crm@contoso.com", to: CUSTOMER, subject: "Your case 4711", text: "We have news for you." },
  );
}

function succeeded(result: CommandResult, command: string): CommandResult {
  if (result.code !== 0) throw new StoryError(`${command} ended with ${result.code}:\n${result.output}`);
  return result;
}

/** What the preview says of the resource that makes the difference. */
function impactOf({ output }: CommandResult): string {
  const lines = output.split("\n").map((line) => /^ +(crm-relay: impact: .*)/.exec(line)?.[1]);
  const known = [...new Set(lines.filter((line) => line !== undefined))];
  if (known.some((line) => line.includes("WIDENED  2 addresses"))) return known.join("\n");
  throw new StoryError(`the preview does not say that two addresses may newly relay:\n${output}`);
}

// The engine prints a line when it begins and one when it ends each resource: the ends tell enough.
function summary(result: CommandResult): string {
  return result.stdout
    .split("\n")
    .filter((line) => /(created|updated|deleted|refreshed|unchanged)\b/.test(line) && !/pulumi:pulumi:Stack/.test(line))
    .join("\n");
}
