import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";

// `npm run soak -- --minutes N`: mail, changes of the configuration and a moody smart host at once, for long.
try {
  bootstrap(say);
  const args = ["dist/bench/soak/main.js", ...process.argv.slice(2)];
  const soak = spawn("node", args, { cwd: ROOT, env: environment(), stdio: "inherit" });
  soak.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
