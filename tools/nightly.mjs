import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";
import { getPulumi } from "./pulumi/get-pulumi.mjs";

// `npm run nightly`: the properties of impact and who-can on many more cases than in `npm test`, every mutation, and
// 1,000 witnesses over SMTP, against services and against hosts, and updates killed at more moments. RELAY_PROPERTY_RUNS
// sets the cases of each property.
const PARTS = [
  "model/impact",
  "test/impact/mutation-check",
  "test/impact/witness-replay",
  "test/impact/host-witnesses",
  "test/acceptance/interrupted-up",
];
const RUNS = process.env.RELAY_PROPERTY_RUNS ?? "10000";

try {
  bootstrap(say);
  const env = { ...environment(), PULUMI_BIN: await getPulumi(say), RELAY_PROPERTY_RUNS: RUNS };
  const args = [...PARTS, "--testTimeout=3600000", ...process.argv.slice(2)];
  const jest = spawn("jest", args, { cwd: ROOT, env, stdio: "inherit" });
  jest.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
