import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("./language-host.cjs", import.meta.url));
const STARTER = '#!/bin/sh\nexec node "$(dirname "$0")/language-host.cjs" "$@"\n';

/** Puts our language host beside a CLI that was built without one. */
export function writeLanguageHost(bin) {
  replaceFile(join(bin, "language-host.cjs"), readFileSync(SOURCE));
  replaceFile(join(bin, "pulumi-language-nodejs"), STARTER);
  chmodSync(join(bin, "pulumi-language-nodejs"), 0o755);
}

/** Brings the shared copy up to this checkout's. */
export function refreshLanguageHost(bin) {
  const copy = join(bin, "language-host.cjs");
  if (!existsSync(copy) || !readFileSync(copy).equals(readFileSync(SOURCE))) writeLanguageHost(bin);
}

// Another checkout may be running the old copy: it is replaced, never written into.
function replaceFile(path, content) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
