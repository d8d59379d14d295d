import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

/** A regular expression of the source. */
export interface FoundExpression {
  /** `file:line`. */
  readonly place: string;
  readonly expression: RegExp;
}

/** Folders whose code sees what outsiders write. */
const FOLDERS = ["model", "relay", "cli", "client", "provider", "sdk", "policy"];

/** Every literal regular expression of the product. */
export function everyExpression(): readonly FoundExpression[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(PROJECT_ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .flatMap((name) => expressionsOf(join(folder, name))),
  );
}

function expressionsOf(file: string): readonly FoundExpression[] {
  const source = ts.createSourceFile(file, readFileSync(join(PROJECT_ROOT, file), "utf8"), ts.ScriptTarget.ES2023);
  const found: FoundExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, pattern = "", flags = ""] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? [];
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ place: `${file}:${line + 1}`, expression: new RegExp(pattern, flags) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export interface SlowText {
  /** Its beginning. */
  readonly text: string;
  readonly milliseconds: number;
}

const SHORT = 2048;

/**
 * The text of a length that an expression takes longest for: found among many short ones, since most expressions take the
 * same for all of them, and then made long.
 */
export function slowestText(expression: RegExp, length: number): SlowText {
  let slowest = { make: (size: number) => "x".repeat(size), time: 0 };
  for (const make of texts(expression)) {
    const time = timeOf(expression, make(SHORT));
    if (time > slowest.time) slowest = { make, time };
  }
  const text = slowest.make(length);
  // Once more: the first time may have been another program's turn.
  const milliseconds = Math.min(timeOf(expression, text), timeOf(expression, text));
  return { text: text.slice(0, 30), milliseconds };
}

function timeOf(expression: RegExp, text: string): number {
  expression.lastIndex = 0;
  const began = performance.now();
  expression.test(text);
  return performance.now() - began;
}

/** Runs of each letter and pair of letters that the expression itself names, behind what may begin it, ended by what fits nothing. */
function* texts(expression: RegExp): Generator<(size: number) => string> {
  const own = expression.source.replace(/\\[bBdDwWsSpPuxkcrntvf]/g, "");
  const letters = [...new Set([...own, ...'a0A .-_@="\\/\t:,;'])].slice(0, 28);
  const words = expression.source.split(/[^A-Za-z0-9 :@<"=./-]+/).filter((word) => word.length > 1);
  for (const letter of letters) {
    for (const head of ["", ...words.slice(0, 2)]) yield (size) => filled(head, letter, size);
    yield (size) => filled("", `${letter}a`, size);
  }
}

function filled(head: string, pump: string, size: number): string {
  return `${head}${pump.repeat(Math.ceil(size / pump.length))}\u0001`;
}
