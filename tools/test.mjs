import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";
import { getPulumi } from "./pulumi/get-pulumi.mjs";

// `npm test`: everything that must hold for a commit. `npm test -- PATTERN` runs what the pattern names.
try {
  bootstrap(say);
  // Without the CLI the acceptance tests fail and say why: they never skip.
  const pulumi = await getPulumi(say).catch((error) => say(error.message));
  process.exit(await runJest(pulumi));
} catch (error) {
  say(error.message);
  process.exit(1);
}

async function runJest(pulumi) {
  const folder = mkdtempSync(join(tmpdir(), "relay-test-"));
  const missing = join(folder, "missing");
  const env = { ...environment(), PULUMI_BIN: pulumi ?? "", RELAY_MISSING_LIST: missing };
  const child = spawn("jest", process.argv.slice(2), { cwd: ROOT, env, stdio: "inherit" });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (existsSync(missing)) for (const line of new Set(readFileSync(missing, "utf8").trim().split("\n"))) say(line);
  rmSync(folder, { recursive: true, force: true });
  return code ?? 1;
}
