import { once } from "node:events";
import { join } from "node:path";
import { PROJECT_ROOT } from "../harness/project-root";
import { show, StoryError, tell } from "./narrator";
import { setStage, strikeStage, type Stage } from "./stage";
import { tellStory } from "./story";

async function main(): Promise<void> {
  const pulumiBin = process.env["PULUMI_BIN"];
  if (!pulumiBin) throw new StoryError("PULUMI_BIN is not set: start this with npm start");
  const stage = await setStage(pulumiBin);
  const interrupted = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  try {
    await Promise.race([tellStory(stage), interrupted.then(() => Promise.reject(new StoryError("interrupted")))]);
    suggest();
    if (process.argv.includes("--keep")) await keep(stage, interrupted);
  } finally {
    await strikeStage(stage);
  }
}

function suggest(): void {
  tell("What to try next");
  show("npm start -- --keep          the same, left running, with the addresses and commands to play");
  show("examples/crm-application/    the program; change an address and preview it");
  show("npm run -s relayctl -- --help   explain, export, queue, status and the rest");
}

async function keep(stage: Stage, interrupted: Promise<unknown>): Promise<void> {
  tell("Running until Ctrl-C");
  const { host, stack, smtpPort } = stage;
  const variables = { RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN: host.token, ...stack.exports() };
  for (const [name, value] of Object.entries(variables)) show(`export ${name}=${value}`);
  show(`export PATH=${join(PROJECT_ROOT, "node_modules", ".bin")}:${process.env["PULUMI_BIN"]}:$PATH`);
  show(`cd ${stack.programFolder} && pulumi preview --refresh --diff`);
  show(`cd ${PROJECT_ROOT} && npm run -s relayctl -- status`);
  // The host believes a PROXY header from this address, and so waits for one.
  const proxy = "--proxy-version 1 --proxy-family TCP4 --proxy-source 192.168.2.55 --proxy-source-port 40000";
  const dest = `--proxy-dest 127.0.0.1 --proxy-dest-port ${smtpPort}`;
  show(`swaks --server 127.0.0.1:${smtpPort} --from crm@contoso.com --to customer@fabrikam.com ${proxy} ${dest}`);
  const ticking = setInterval(() => undefined, 60_000);
  await interrupted;
  clearInterval(ticking);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\nThe story stops here: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
