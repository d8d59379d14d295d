import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";
import { getPulumi } from "./pulumi/get-pulumi.mjs";

// `npm test`: everything that must hold for a commit. `npm test -- PATTERN` runs what the pattern names.
try {
  bootstrap(say);
  // Without the CLI the acceptance tests fail and say why: they never skip.
  const pulumi = await getPulumi(say).catch((error) => say(error.message));
  const env = { ...environment(pulumi ? [pulumi] : []), PULUMI_BIN: pulumi ?? "" };
  const child = spawn("jest", process.argv.slice(2), { cwd: ROOT, env, stdio: "inherit" });
  child.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
