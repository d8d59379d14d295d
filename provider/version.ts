import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

let known: string | undefined;

/** Version of the installed package: the nearest package.json above this file, whether built or not. */
export function version(): string {
  return (known ??= findVersion(__dirname));
}

function findVersion(folder: string): string {
  try {
    const { name, version: found } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (name === "pulumi-smtp-relay") return String(found);
  } catch {
    // Most folders have no package.json.
  }
  return dirname(folder) === folder ? "unknown" : findVersion(dirname(folder));
}
