import { readFileSync } from "node:fs";
import { type ConfigDocument, parseConfigDocument } from "../model";
import { CommandError } from "./command-error";
import { EXIT } from "./exit-codes";
import { inputError } from "./explain-error";

/** Reads a config document. @param file Its path; `-` is stdin. @throws CommandError that names file and path in it */
export function readDocument(file: string): ConfigDocument {
  const name = file === "-" ? "stdin" : file;
  const parsed = parseConfigDocument(parseJson(readText(file, name), name));
  if (parsed.ok) return parsed.value;
  const { message } = inputError(parsed.failures);
  throw new CommandError(`${name} is not a config document:\n${message}`, EXIT.usage);
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new CommandError(`${name} cannot be read: ${(error as Error).message}.`, EXIT.usage);
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new CommandError(
      `${name} is not JSON: ${(error as Error).message}. Write it with relayctl export --format json.`,
      EXIT.usage,
    );
  }
}
