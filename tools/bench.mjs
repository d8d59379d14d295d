import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";

// `npm run bench`: every figure side by side with its peers, in one run.
try {
  bootstrap(say);
  const bench = spawn("node", ["dist/bench/main.js", ...process.argv.slice(2)], {
    cwd: ROOT,
    env: environment(),
    stdio: "inherit",
  });
  bench.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
