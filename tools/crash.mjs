import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";

// `npm run crash`: 200 kills of a host under load, 200 of its spool alone, and a power cut at every write with every byte
// torn. What was counted stays in test/crash/results.
try {
  bootstrap(say);
  const env = { RELAY_CRASH_KILLS: "200", ...environment(), RELAY_CRASH: "thorough" };
  const args = ["test/crash/(host-crash|spool-crash|power-loss)", ...process.argv.slice(2)];
  const jest = spawn("jest", args, { cwd: ROOT, env, stdio: "inherit" });
  jest.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
