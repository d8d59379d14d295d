import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Version of the package this file belongs to, from source as from dist. */
export function packageVersion(): string {
  for (let folder = __dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const version = readVersion(join(folder, "package.json"));
    if (version !== undefined) return version;
  }
  return "0.0.0";
}

function readVersion(file: string): string | undefined {
  try {
    const content = JSON.parse(readFileSync(file, "utf8")) as { name?: string; version?: string };
    return content.name === "pulumi-smtp-relay" ? content.version : undefined;
  } catch {
    return undefined;
  }
}
