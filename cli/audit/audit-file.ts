import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { findRepeatedKey, quoteValue } from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import type { AuditItem } from "./audit-item";

/**
 * Reads what `relayctl audit export` wrote: an entry a line. @param file Its path; `-` is stdin.
 * @throws CommandError that names file and line
 */
export async function* readAuditFile(file: string): AsyncGenerator<readonly AuditItem[]> {
  const name = file === "-" ? "stdin" : file;
  let [line, entries] = [0, 0];
  try {
    const input = file === "-" ? process.stdin : createReadStream(file);
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line += 1;
      if (text === "") continue;
      entries += 1;
      yield [parseEntry(text, `${name}, line ${line}`)];
    }
    // Every audit begins with an entry: one without any is an export that failed, or was emptied.
    if (entries === 0) throw new CommandError(`${name} holds no entry of an audit.`, EXIT.usage);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${name} cannot be read: ${(error as Error).message}.`, EXIT.usage);
  }
}

function parseEntry(text: string, place: string): AuditItem {
  const entry = parseJson(text) as Partial<AuditItem> | null | undefined;
  const { sequence, at, hash, previousHash } = entry ?? {};
  const isEntry = typeof sequence === "number" && [at, hash, previousHash].every((one) => typeof one === "string");
  if (isEntry) {
    // Of the two JSON.parse takes the last, another reader of the same line may take the first.
    const repeated = findRepeatedKey(text);
    if (repeated === undefined) return entry as AuditItem;
    throw new CommandError(`${place} has the key ${quoteValue(repeated.key)} twice in one object.`, EXIT.usage);
  }
  throw new CommandError(`${place} is no entry of an audit. Write the file with relayctl audit export.`, EXIT.usage);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
