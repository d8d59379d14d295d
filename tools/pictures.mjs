import { spawnSync } from "node:child_process";
import { bootstrap, environment, ROOT } from "./bootstrap/bootstrap.mjs";
import { say } from "./bootstrap/say.mjs";
import { getPulumi } from "./pulumi/get-pulumi.mjs";

// `npm run pictures`: the pictures in docs/pictures, from real runs.
bootstrap(say);
const PULUMI_BIN = await getPulumi(say);
const made = spawnSync("node", ["dist/tools/pictures/make-pictures.js"], {
  cwd: ROOT,
  env: { ...environment(), PULUMI_BIN },
  stdio: "inherit",
});
process.exit(made.status ?? 1);
