import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { findJsonFault, findRepeatedKey, lineAndColumn, quoteValue } from "../model";

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
  return parse(file, read(file));
}

function read(file: string): string | Error {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    return error as Error;
  }
}

function parse(file: string, text: string | Error): ReadJson {
  if (typeof text !== "string") return { ok: false, why: `${file} cannot be read: ${text.message}.` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // V8 quotes what it cannot read, and not always says where.
    const { index, what } = findJsonFault(text);
    return { ok: false, why: `${file}:${lineAndColumn(text, index)} is not JSON: ${what}.` };
  }
  const repeated = findRepeatedKey(text);
  if (repeated === undefined) return { ok: true, value };
  const why = `has the key ${quoteValue(repeated.key)} twice in one object: write it once.`;
  return { ok: false, why: `${file}:${lineAndColumn(text, repeated.index)} ${why}` };
}
