import { once } from "node:events";
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
  show(`export RELAY_ENDPOINT=${stage.host.endpoint} RELAY_TOKEN=${stage.host.token}`);
  const exports = Object.entries(stage.stack.exports()).map(([name, value]) => `${name}=${value}`);
  show(`export ${exports.join(" ")}`);
  show(
    `cd ${stage.stack.programFolder} && pulumi preview --refresh --diff   (pulumi is in ${process.env["PULUMI_BIN"]})`,
  );
  show("npm run -s relayctl -- status");
  show(`swaks --server 127.0.0.1:${stage.smtpPort} --from crm@contoso.com --to customer@fabrikam.com`);
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
