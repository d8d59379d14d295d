import { quoteValue } from "../../../model";
import { CsvError, parse } from "csv-parse/sync";
import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import { type RawRecord, rawRecord } from "./raw-record";

/** Windows PowerShell's Export-Csv begins with the type of the objects, unless told -NoTypeInformation. */
const TYPE_LINE = /^#TYPE [^\n]*\n/;
const MOST_COLUMNS = 1000;
const MOST_FIELDS = 1_000_000;
const LONGEST_RECORD = 2 * 1024 * 1024;

interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * Reads the output of Export-Csv, separated by commas, semicolons or tabs.
 * @throws ImportRefusal with the line of what is no CSV
 */
export function readCsv({ file, text }: InputFile): readonly RawRecord[] {
  const body = text.replace(TYPE_LINE, "");
  const skipped = body === text ? 0 : 1;
  const rows = parseRows({ file, text: body }, skipped);
  const [first] = rows;
  if (first !== undefined && rows.length * Object.keys(first.record).length > MOST_FIELDS) {
    throw new ImportRefusal(
      { file, at: "" },
      `has more than ${MOST_FIELDS} fields; leave inherited entries out of it.`,
    );
  }
  return rows.map(({ record, info }) => {
    const properties = Object.entries(record).map(([name, value]) => ({ name, value: value === "" ? null : value }));
    return rawRecord({ file, at: `:${info.lines + skipped}` }, properties);
  });
}

function parseRows({ file, text }: InputFile, skipped: number): readonly CsvRow[] {
  const delimiter = delimiterOf(text);
  const columns = headerOf(text).split(delimiter).length;
  try {
    return parse(text, {
      delimiter,
      columns: (header: readonly string[]) => judgeHeader(header, { file, at: `:${1 + skipped}` }),
      info: true,
      // One more than may be, so that there is something to refuse.
      to: Math.floor(MOST_FIELDS / columns) + 1,
      trim: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD,
    }) as unknown as readonly CsvRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] + skipped : 1;
    throw new ImportRefusal({ file, at: `:${line}` }, `${reasonOf(error)}; write it again with Export-Csv.`);
  }
}

function delimiterOf(text: string): string {
  const header = headerOf(text);
  const count = (separator: string) => header.split(separator).length;
  return [",", ";", "\t"].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function headerOf(text: string): string {
  const end = text.indexOf("\n");
  return end < 0 ? text : text.slice(0, end);
}

function judgeHeader(header: readonly string[], place: { readonly file: string; readonly at: string }): string[] {
  if (header.length > MOST_COLUMNS)
    throw new ImportRefusal(place, `has ${header.length} columns, more than any export.`);
  const seen = new Set<string>();
  for (const name of header) {
    const folded = name.toLowerCase();
    if (seen.has(folded)) throw new ImportRefusal(place, `has the column ${quoteValue(name)} twice.`);
    seen.add(folded);
  }
  return [...header];
}

function reasonOf({ code }: CsvError): string {
  if (code === "CSV_QUOTE_NOT_CLOSED") return "a quotation mark is not closed";
  if (code === "CSV_MAX_RECORD_SIZE") return `a row is longer than ${LONGEST_RECORD >> 20} MB`;
  if (code.startsWith("CSV_RECORD_INCONSISTENT")) return "a row has another number of fields than the header";
  return "the CSV is broken here";
}
