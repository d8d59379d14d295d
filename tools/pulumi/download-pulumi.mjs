import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PULUMI_VERSION } from "./pins.mjs";

const BEGIN_WITHIN_MS = 20_000;
const END_WITHIN_MS = 10 * 60_000;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

// Runs in a process of its own, so that a download that never begins can be ended.
const INSTALL = `
  const { PulumiCommand } = require("@pulumi/pulumi/automation");
  const { SemVer } = require("semver");
  PulumiCommand.install({ root: process.argv[1], version: new SemVer(process.argv[2]) })
    .then(() => process.exit(0), () => process.exit(1));
`;

/** The official installer through the Automation API; false when it does not begin within 20 s, or fails. */
export async function downloadPulumi(bin, say) {
  mkdirSync(dirname(dirname(bin)), { recursive: true });
  const root = mkdtempSync(join(dirname(dirname(bin)), "download-"));
  try {
    say("Pulumi CLI: trying the official download");
    if (!(await install(root)) || !existsSync(join(root, "bin", "pulumi"))) return false;
    rmSync(bin, { recursive: true, force: true });
    mkdirSync(dirname(bin), { recursive: true });
    renameSync(join(root, "bin"), bin);
    return true;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function install(root) {
  const child = spawn(process.execPath, ["-e", INSTALL, root, PULUMI_VERSION], { cwd: ROOT, stdio: "ignore" });
  const begun = () => readdirSync(root).length > 0;
  const begin = setTimeout(() => begun() || child.kill("SIGKILL"), BEGIN_WITHIN_MS);
  const end = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => {
      clearTimeout(begin);
      clearTimeout(end);
      resolve(code === 0);
    });
  });
}
