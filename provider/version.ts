import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

let known: string | undefined;

/** Version of the installed package: the nearest package.json above this file, whether built or not. */
export function version(): string {
  return (known ??= findVersion(__dirname));
}

function findVersion(folder: string): string {
  try {
    const found = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: string; version?: string };
    if (found.name === "pulumi-smtp-relay" && found.version !== undefined) return found.version;
  } catch {
    // Most folders have no package.json.
  }
  return dirname(folder) === folder ? "unknown" : findVersion(dirname(folder));
}
