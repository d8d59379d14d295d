import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../harness/project-root";
import { PictureStage } from "./picture-stage";
import { terminalPicture } from "./terminal-picture";

const FOLDER = join(PROJECT_ROOT, "docs", "pictures");
const IMPACT = "relayctl impact --before host --after preview.json --base host";

/** `npm run pictures`: runs what a reviewer runs, on a host and a stack of its own, and draws what is to be seen. */
async function makePictures(pulumiBin: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const stage = await PictureStage.set(pulumiBin);
  try {
    await drawReview(stage);
    await drawDrift(stage);
  } finally {
    await stage.strike();
  }
}

async function drawReview(stage: PictureStage): Promise<void> {
  await draw(stage, "who-can", "relayctl who-can --to-external");
  stage.edit('"192.168.2.55-192.168.2.56"', '"192.168.2.0/24"');
  const preview = await stage.inPipe("pulumi preview --color always --non-interactive");
  // What a terminal shows while it works is gone at the end.
  picture("preview", "pulumi preview", preview.output.slice(preview.output.indexOf("Diagnostics:")));
  await stage.inPipe("pulumi preview --json --show-sames > preview.json");
  await draw(stage, "impact", `${IMPACT} --no-new-access`);
  const { stdout } = await stage.inPipe(`${IMPACT} --no-new-access --output markdown`);
  writeFileSync(join(FOLDER, "pull-request-comment.md"), stdout);
  stage.edit('"192.168.2.0/24"', '"192.168.2.55-192.168.2.56"');
}

async function drawDrift(stage: PictureStage): Promise<void> {
  const anna = await stage.anna();
  const crm = await anna.find("ReceiveConnector", ({ settings }) => settings["name"] === "CRM Application");
  await anna.change("ReceiveConnector", crm.id, { remoteIpRanges: ["192.168.2.55-192.168.2.57"] });
  await stage.inPipe("pulumi stack export --file state.json");
  await draw(stage, "drift", "relayctl drift --state state.json --declared-only");
}

async function draw(stage: PictureStage, name: string, line: string): Promise<void> {
  picture(name, line, (await stage.onTerminal(line)).output);
}

function picture(name: string, line: string, output: string): void {
  writeFileSync(join(FOLDER, `${name}.svg`), terminalPicture(`$ ${line}\n${output}`, { title: line }));
}

const bin = process.env["PULUMI_BIN"];
if (bin === undefined) throw new Error("PULUMI_BIN is not set: make the pictures with npm run pictures");
void makePictures(bin);
