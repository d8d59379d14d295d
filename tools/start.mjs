import { spawn } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";
import { getPulumi } from "./pulumi/get-pulumi.mjs";

// `npm start`: the demonstration. `npm start -- --keep` leaves host and stack up until Ctrl-C.
try {
  bootstrap(say);
  const pulumi = await getPulumi(say);
  const story = spawn("node", ["dist/tools/story/main.js", ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...environment(), PULUMI_BIN: pulumi },
    stdio: "inherit",
  });
  // Ctrl-C reaches the story itself through the terminal: it cleans up and ends, and so do we.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => story.kill(signal));
  story.once("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error.message);
  process.exit(1);
}
