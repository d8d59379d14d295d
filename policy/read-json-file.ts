import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** What a JSON file holds, or why it cannot be had: a whole sentence that shows nothing of the file. */
export type ReadJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/**
 * Reads a file that a rule's configuration names. A relative path counts from the folder of the policy pack, or else
 * from where the command was started: the process of a pack runs in the one, and inherits the other as PWD.
 */
export function readJsonFile(path: string): ReadJson {
  const folders = [process.cwd(), process.env["PWD"] ?? process.cwd()];
  const places = [...new Set(folders.map((folder) => resolve(folder, path)))];
  const file = places.find((place) => existsSync(place));
  if (file === undefined) return { ok: false, why: `there is no file ${places.join(", nor ")}.` };
  try {
    return { ok: true, value: JSON.parse(readFileSync(file, "utf8")) as unknown };
  } catch (error) {
    return { ok: false, why: `${file} ${reasonOf(error)}.` };
  }
}

// V8 quotes what it cannot read; only the place is anybody's business.
function reasonOf(error: unknown): string {
  const { message } = error as Error;
  if (!(error instanceof SyntaxError)) return `cannot be read: ${message}`;
  const place = /line \d+ column \d+/.exec(message)?.[0];
  return place === undefined ? "is not JSON" : `is not JSON: ${place}`;
}
