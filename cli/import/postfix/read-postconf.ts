import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import type { Place } from "../place";

/** A parameter of main.cf. */
export interface PostfixParameter {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

const PARAMETER = /^([A-Za-z]\w*)\s*=\s*(.*)$/;

/** Whether a file is the output of postconf -n, or main.cf itself, and no table. */
export function isPostconf(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first !== undefined && PARAMETER.test(first);
}

/**
 * Reads `postconf -n`: one `name = value` a line, continued by lines that begin with a space; of one name the last counts.
 * @throws ImportRefusal with the line of what is neither
 */
export function readPostconf({ file, text }: InputFile): ReadonlyMap<string, PostfixParameter> {
  const parameters = new Map<string, PostfixParameter>();
  let last: string | undefined;
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return;
    const place = { file, at: `:${index + 1}` };
    const before = last === undefined ? undefined : parameters.get(last);
    if (/^\s/.test(line) && before !== undefined) {
      parameters.set(before.name, { ...before, value: `${before.value} ${line.trim()}`.trim() });
      return;
    }
    const parts = PARAMETER.exec(line.trim());
    if (parts === null) throw new ImportRefusal(place, "is no line of postconf -n (name = value).");
    const [, name = "", value = ""] = parts;
    last = name;
    parameters.set(name, { name, value: value.trim(), place });
  });
  return parameters;
}
