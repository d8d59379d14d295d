import { buildSnapshot, configStateOf, explain } from "../model";
import { inputError } from "./explain-error";
import type { MailQuestion, RevisedExplanation } from "./mail-question";
import { readDocument } from "./read-document";

/** The host that a config document is asked in place of. */
export interface OfflineHost {
  /** Path of the document; `-` is stdin. */
  readonly file: string;
  /** The document does not have it: it belongs to the host and not to its configuration. */
  readonly hostName: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Explains by a config document, as the host it came from would.
 * @throws CommandError that names file and path in it
 */
export function explainOffline(question: MailQuestion, { file, hostName, at }: OfflineHost): RevisedExplanation {
  const document = readDocument(file);
  const snapshot = buildSnapshot(configStateOf(document), { at });
  const explained = explain(snapshot, { ...question, hostName, at });
  if (!explained.ok) throw inputError(explained.failures);
  return { revision: snapshot.revision, ...explained.value };
}
