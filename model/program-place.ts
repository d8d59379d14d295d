/** Where in a program something is declared. */
export interface ProgramPlace {
  /** Relative to the folder of Pulumi.yaml, with `/` between its parts. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const LONGEST_FILE = 256;
const PLACE = /^(?<file>.+):(?<line>[1-9]\d{0,6})$/u;
const CONTROL_OR_FORMAT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:|\w+:\/\/)/;

/**
 * Reads `index.ts:42`. Undefined for what no program could mean: a path that is absolute or leaves the project's folder
 * tells of the machine it was written on, and a control character would write lines of its own into a log.
 */
export function parseProgramPlace(text: unknown): ProgramPlace | undefined {
  if (typeof text !== "string" || text.length > LONGEST_FILE + 8) return undefined;
  const { file, line } = PLACE.exec(text)?.groups ?? {};
  if (file === undefined || line === undefined || file.length > LONGEST_FILE) return undefined;
  if (CONTROL_OR_FORMAT.test(file) || ABSOLUTE.test(file) || file.split(/[\\/]/).includes("..")) return undefined;
  return { file, line: Number(line) };
}

/** Spells a place as compilers do. */
export function formatProgramPlace({ file, line }: ProgramPlace): string {
  return `${file}:${line}`;
}
