import { readFileSync } from "node:fs";
import { buildSnapshot, configStateOf, type ConfigDocument, explain, parseConfigDocument } from "../model";
import { CommandError } from "./command-error";
import { EXIT } from "./exit-codes";
import { inputError } from "./explain-error";
import type { MailQuestion, RevisedExplanation } from "./mail-question";

/** The host that a config document is asked in place of. */
export interface OfflineHost {
  /** Path of the document; `-` is stdin. */
  readonly file: string;
  /** The document does not have it: it belongs to the host and not to its configuration. */
  readonly hostName: string;
}

/**
 * Explains by a config document, as the host it came from would.
 * @throws CommandError that names file and path in it
 */
export function explainOffline(question: MailQuestion, { file, hostName }: OfflineHost): RevisedExplanation {
  const document = readDocument(file);
  const at = Date.now();
  const snapshot = buildSnapshot(configStateOf(document), { at });
  const explained = explain(snapshot, { ...question, hostName, at });
  if (!explained.ok) throw inputError(explained.failures);
  return { revision: snapshot.revision, ...explained.value };
}

function readDocument(file: string): ConfigDocument {
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
