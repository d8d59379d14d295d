import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";

// `npm run attack`: the attacks of `npm test` at every cut and with many more probes. Ends with 1 when one got through.
try {
  bootstrap(say);
  const args = ["dist/test/attack/main.js", ...process.argv.slice(2)];
  const attack = spawn("node", args, { cwd: ROOT, env: environment(), stdio: "inherit" });
  attack.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
