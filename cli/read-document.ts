import { type ConfigDocument, parseConfigDocument } from "../model";
import { CommandError } from "./command-error";
import { EXIT } from "./exit-codes";
import { inputError } from "./explain-error";
import { fileName, readJson } from "./json/read-json";

/** Reads a config document. @param file Its path; `-` is stdin. @throws CommandError that names file and path in it */
export function readDocument(file: string): ConfigDocument {
  const parsed = parseConfigDocument(readJson(file));
  if (parsed.ok) return parsed.value;
  const { message } = inputError(parsed.failures);
  throw new CommandError(`${fileName(file)} is not a config document:\n${message}`, EXIT.usage);
}
