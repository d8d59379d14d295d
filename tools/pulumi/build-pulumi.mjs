import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeLanguageHost } from "./language-host-files.mjs";
import { GO_PACKAGE, GO_VERSION_VARIABLE, LAUNCHER_MODULE, OLDEST_GO_VERSION, PULUMI_VERSION } from "./pins.mjs";
import { outputOf } from "./run-quietly.mjs";
import { isAtLeast } from "./versions.mjs";

const MODULE = fileURLToPath(new URL(".", import.meta.url));
const LAUNCHER = "pulumi-resource-pulumi-nodejs";
const PROGRESS_EVERY_MS = 15_000;

/** Builds the CLI from the Go module that go.mod and go.sum pin; false without a fitting `go`, or when it fails. */
export async function buildPulumi(bin, say) {
  const go = outputOf("go", ["version"]);
  if (!go || !isAtLeast(go, OLDEST_GO_VERSION)) return false;
  say("Pulumi CLI: building it from the published Go module (a few minutes, once a machine)");
  mkdirSync(dirname(bin), { recursive: true });
  const made = mkdtempSync(join(dirname(bin), "build-"));
  try {
    if (!(await compile(join(made, "pulumi"), say)) || !copyLauncher(made)) return false;
    writeLanguageHost(made);
    rmSync(bin, { recursive: true, force: true });
    renameSync(made, bin);
    return true;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

function compile(output, say) {
  const flags = `-s -w -X ${GO_VERSION_VARIABLE}=v${PULUMI_VERSION}`;
  const started = Date.now();
  const child = spawn("go", ["build", "-trimpath", "-ldflags", flags, "-o", output, GO_PACKAGE], {
    cwd: MODULE,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, CGO_ENABLED: "0" },
  });
  const progress = setInterval(
    () => say(`Pulumi CLI: still building, ${Math.round((Date.now() - started) / 1000)} s`),
    PROGRESS_EVERY_MS,
  );
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  }).finally(() => clearInterval(progress));
}

// The script that starts a dynamic provider's process is no part of the built program: it is a file of the SDK's module.
function copyLauncher(folder) {
  const module = outputOf("go", ["list", "-m", "-f", "{{.Dir}}", LAUNCHER_MODULE], { cwd: MODULE });
  if (!module) return false;
  copyFileSync(join(module, "nodejs", "dist", LAUNCHER), join(folder, LAUNCHER));
  chmodSync(join(folder, LAUNCHER), 0o755);
  return true;
}
