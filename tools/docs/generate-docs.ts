import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format } from "prettier";
import { type ReferencePage, referencePages } from "./reference-pages";

const USAGE = "usage: generate-docs [--check]";

/** Writes docs/reference from the tables, or with --check exits 1 naming every file that differs from them. */
async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg !== "--check")) return complain([USAGE], 2);
  const top = packageRoot(__dirname);
  const folder = join(top, "docs", "reference");
  const stale: string[] = [];
  for (const page of referencePages(top)) {
    const path = join(folder, page.file);
    const text = await formatPage(page);
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    stale.push(`docs/reference/${page.file}`);
    if (!args.includes("--check")) write(path, text);
  }
  if (!args.includes("--check")) return report(stale);
  return stale.length === 0 ? 0 : complain([...stale.map((file) => `stale: ${file}`), "run: npm run docs"], 1);
}

function formatPage({ parser, text }: ReferencePage): Promise<string> {
  // What `prettier --check` of the repository wants of these files.
  return format(text, { parser, printWidth: 120 });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function report(written: readonly string[]): number {
  for (const file of written) process.stdout.write(`wrote ${file}\n`);
  return 0;
}

function complain(lines: readonly string[], exitCode: number): number {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return exitCode;
}

// The program runs from tools/ and from dist/tools/ alike.
function packageRoot(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : packageRoot(dirname(folder));
}

void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
