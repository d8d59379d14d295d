import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { buildPulumi } from "./build-pulumi.mjs";
import { downloadPulumi } from "./download-pulumi.mjs";
import { refreshLanguageHost } from "./language-host-files.mjs";
import { OLDEST_PULUMI_VERSION, PULUMI_VERSION } from "./pins.mjs";
import { outputOf } from "./run-quietly.mjs";
import { isAtLeast } from "./versions.mjs";

const BUNDLE = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Folder that all checkouts of a machine share: `<cache>/pulumi-smtp-relay/pulumi/<version>/bin`. */
export function cachedBin() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "pulumi-smtp-relay", "pulumi", PULUMI_VERSION, "bin");
}

/**
 * Gets hold of the real Pulumi CLI and says in one line which it took: PATH, the cache, the official download, or a
 * build from the published Go module. Answers the folder to put first on PATH.
 *
 * @throws Error that names the three ways to mend it when none of them works.
 */
export async function getPulumi(say) {
  const found = fromPath(say) ?? fromCache(say);
  if (found) return found;
  const bin = cachedBin();
  if (await downloadPulumi(bin, say)) return took(say, bin, "the official download");
  if (await buildPulumi(bin, say)) return took(say, bin, "built from the published Go module");
  throw new Error(cannotGet());
}

function took(say, bin, how) {
  say(`Pulumi CLI ${PULUMI_VERSION}: ${how}, in ${bin}`);
  return bin;
}

function fromPath(say) {
  const folder = (process.env.PATH ?? "").split(delimiter).find((entry) => existsSync(join(entry, "pulumi")));
  if (!folder) return undefined;
  const version = outputOf(join(folder, "pulumi"), ["version"]);
  if (version && isAtLeast(version, OLDEST_PULUMI_VERSION)) {
    say(`Pulumi CLI ${version}: from PATH, ${folder}`);
    return folder;
  }
  say(`Pulumi CLI on PATH (${folder}) is ${version ?? "not running"}; ${OLDEST_PULUMI_VERSION} is needed: looking on`);
  return undefined;
}

function fromCache(say) {
  const bin = cachedBin();
  if (existsSync(join(bin, "language-host.cjs"))) refreshLanguageHost(bin);
  if (!BUNDLE.every((name) => existsSync(join(bin, name)))) return undefined;
  if (!outputOf(join(bin, "pulumi"), ["version"])) return undefined;
  say(`Pulumi CLI ${PULUMI_VERSION}: from the cache, ${dirname(bin)}`);
  return bin;
}

function cannotGet() {
  return [
    "The Pulumi CLI could not be had. One of these mends it:",
    `  1. Install Pulumi >= ${OLDEST_PULUMI_VERSION} and put it on PATH.`,
    "  2. Allow the official download (get.pulumi.com) and run this again.",
    "  3. Install Go >= 1.25 with a reachable Go module proxy and run this again: it builds the CLI in a few minutes.",
  ].join("\n");
}
