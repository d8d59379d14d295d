import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";

// `npm run fuzz -- --minutes 60 [--target mail-address] [--seed 1] [--summary FILE]`: random input for everything that
// reads what outsiders write. Ends with 1 when something was found.
try {
  bootstrap(say);
  const args = ["dist/test/fuzz/main.js", ...process.argv.slice(2)];
  const fuzz = spawn("node", args, { cwd: ROOT, env: environment(), stdio: "inherit" });
  fuzz.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
