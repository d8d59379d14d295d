import { type Command, Option } from "commander";

/** How a command shows its result. */
export interface OutputTexts {
  readonly output: "text" | "json";
}

/** Adds `--output`. */
export function withOutput(command: Command): Command {
  return command.addOption(
    new Option("--output <format>", "how the result is shown").choices(["text", "json"]).default("text"),
  );
}

/** One result in both forms. */
export interface Shown {
  readonly json: unknown;
  /** Lines without their end. */
  readonly text: () => string;
}

/** Writes a result to stdout, in the form asked for. */
export function show({ output }: OutputTexts, { json, text }: Shown): void {
  writeOut(output === "json" ? jsonText(json) : `${text()}\n`);
}

/** JSON as files and pipes like it: indented, with a line end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function writeOut(text: string): void {
  process.stdout.write(text);
}

/** For what is not the result: notes and warnings. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
