import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import type { RawRecord } from "./raw-record";
import { readClixml } from "./read-clixml";
import { readCsv } from "./read-csv";
import { readJson } from "./read-json";
import { readListText } from "./read-list-text";

export type ExportForm = "clixml" | "json" | "list" | "csv";

const READERS: Readonly<Record<ExportForm, (input: InputFile) => readonly RawRecord[]>> = {
  clixml: readClixml,
  json: readJson,
  list: readListText,
  csv: readCsv,
};

/**
 * Reads an export in whatever form its content shows, not its name.
 * @throws ImportRefusal
 */
export function readExport(input: InputFile): readonly RawRecord[] {
  const records = READERS[formOf(input.text)](input);
  if (records.length === 0) throw new ImportRefusal({ file: input.file, at: "" }, "holds no object.");
  return records;
}

export function formOf(text: string): ExportForm {
  const start = text.search(/\S/);
  if (text[start] === "<") return "clixml";
  if (text[start] === "{" || text[start] === "[") return "json";
  const end = text.indexOf("\n", start);
  const first = text.slice(Math.max(start, 0), end < 0 ? text.length : end);
  // A header of CSV has commas, semicolons or tabs between names and no colon behind the first.
  if (first.startsWith("#TYPE ")) return "csv";
  const separator = first.search(/[,;\t]/);
  return separator > 0 && /^"?[\w ]+"?$/.test(first.slice(0, separator).trim()) ? "csv" : "list";
}
