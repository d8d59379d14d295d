import { type IpRange, parseIpRange } from "../../../model";
import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import type { Place } from "../place";

/** A line of a cidr: table. */
export interface CidrRule {
  readonly range: IpRange;
  /** The pattern stands behind `!`: the rule is for everybody else. */
  readonly isNegated: boolean;
  readonly action: string;
  readonly place: Place;
}

/**
 * Reads a table of cidr_table(5): the first line that matches decides.
 * @throws ImportRefusal with the line
 */
export function readCidrTable({ file, text }: InputFile): readonly CidrRule[] {
  const rules: CidrRule[] = [];
  joinedLines(text).forEach(({ line, number }) => {
    const place = { file, at: `:${number}` };
    const parts = /^(!?)\s*(\S+)\s+(\S.*)$/.exec(line);
    if (parts === null) throw new ImportRefusal(place, "is no line of a cidr: table (network action).");
    const [, negation = "", pattern = "", action = ""] = parts;
    if (/^(?:if|endif)$/i.test(pattern)) {
      throw new ImportRefusal(place, "has if ... endif, which is not read: write its rules out.");
    }
    const range = parseIpRange(pattern.replace(/^\[(.*)\]/, "$1"), "network");
    if (!range.ok) throw new ImportRefusal(place, `${range.failures[0]?.message ?? "is no network."}`);
    rules.push({ range: range.value, isNegated: negation === "!", action, place });
  });
  return rules;
}

function joinedLines(text: string) {
  const lines: { line: string; number: number }[] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    if (raw.trim() === "" || raw.startsWith("#")) return;
    const before = lines.at(-1);
    if (/^\s/.test(raw) && before !== undefined) before.line += ` ${raw.trim()}`;
    else lines.push({ line: raw.trim(), number: index + 1 });
  });
  return lines;
}
