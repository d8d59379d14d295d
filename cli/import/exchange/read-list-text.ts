import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import type { Place } from "../place";
import { type RawProperty, type RawRecord, rawRecord } from "./raw-record";

const NAME = /^[A-Za-z][\w ]*$/;

interface OpenProperty {
  readonly name: string;
  value: string;
  /** Column at which the value starts: where PowerShell goes on with a long one. */
  readonly column: number;
  /** Whether its last line fills the window: PowerShell breaks at a space where it finds one, else there. */
  isCut: boolean;
}

/**
 * Reads the output of Format-List: one `Name : value` a line, records apart by empty lines, long values going on at the
 * column where they start.
 * @throws ImportRefusal with the line of what is no such output
 */
export function readListText({ file, text }: InputFile): readonly RawRecord[] {
  refuseTooMany(text, file);
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const window = lines.reduce((widest, { length }) => Math.max(widest, length), 0);
  const records: RawRecord[] = [];
  let open: OpenProperty[] = [];
  let start = 0;
  const close = () => {
    if (open.length > 0) records.push(rawRecord({ file, at: `:${start}` }, open.map(closed)));
    open = [];
  };
  lines.forEach((line, index) => {
    if (line === "") return close();
    const property = openedBy(line, open.at(-1), window);
    if (property === undefined) return goOn(open.at(-1), line, { window, place: { file, at: `:${index + 1}` } });
    if (open.some(({ name }) => name.toLowerCase() === property.name.toLowerCase())) close();
    if (open.length === 0) start = index + 1;
    open.push(property);
  });
  close();
  return records;
}

const MOST_LINES = 1_000_000;

function refuseTooMany(text: string, file: string): void {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  if (count > MOST_LINES) throw new ImportRefusal({ file, at: "" }, `has more than ${MOST_LINES} lines.`);
}

function openedBy(line: string, before: OpenProperty | undefined, window: number): OpenProperty | undefined {
  // A value that goes on may hold a colon itself: `[::]:25`, `CN=a: b`.
  if (before !== undefined && line.search(/\S/) >= before.column) return undefined;
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(colon, 0)).trim();
  const rest = line.slice(colon + 1);
  if (!NAME.test(name) || (rest !== "" && !rest.startsWith(" "))) return undefined;
  return { name, value: rest.slice(1), column: colon + 2, isCut: line.length === window };
}

interface Line {
  readonly window: number;
  readonly place: Place;
}

function goOn(open: OpenProperty | undefined, line: string, { window, place }: Line): void {
  if (open === undefined || line.search(/\S/) < open.column) throw new ImportRefusal(place, judgeLine(line));
  const added = line.slice(open.column).trimStart();
  open.value = open.isCut ? `${open.value}${added}` : `${open.value} ${added}`;
  open.isCut = line.length === window;
}

function judgeLine(line: string): string {
  return isRule(line) || endsInList(line)
    ? "is of a table, in which PowerShell cuts values off; export with ConvertTo-Json, Export-Clixml or Format-List."
    : "is no line of Format-List (Name : value); export with ConvertTo-Json, Export-Clixml or Format-List.";
}

/** The line of dashes below the names of a table's columns. */
function isRule(line: string): boolean {
  return line.includes("---") && !/[^\s-]/.test(line);
}

/** The last column is a list: `{a, b}`, or cut off in it. */
function endsInList(line: string): boolean {
  const end = line.endsWith("}") ? line.length - 1 : line.length;
  return line.slice(0, end).lastIndexOf("{") > line.slice(0, end).lastIndexOf("}");
}

function closed({ name, value }: OpenProperty): RawProperty {
  return { name, value: value === "" ? null : value };
}
