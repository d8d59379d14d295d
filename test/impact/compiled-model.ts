import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import type { Mutation } from "./mutations";

const MODEL = join(PROJECT_ROOT, "model");

/** The model compiled in a folder of its own, to be broken there. */
export class CompiledModel {
  readonly #root = mkdtempSync(join(tmpdir(), "relay-model-"));

  constructor() {
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(this.#root, "node_modules"), "dir");
    for (const file of readdirSync(MODEL, { recursive: true, encoding: "utf8" })) {
      if (file.endsWith(".ts") && !file.endsWith(".test.ts")) this.#compile(file, readSource(file));
    }
  }

  get folder(): string {
    return join(this.#root, "model");
  }

  /** Breaks one line and leaves everything else whole. @throws Error unless the line is there exactly once. */
  mutate({ file, line, broken }: Mutation): void {
    const source = readSource(file);
    if (source.split(line).length !== 2) throw new Error(`model/${file} has not exactly one ${line}`);
    this.#compile(
      file,
      source.replace(line, () => broken),
    );
  }

  mend({ file }: Mutation): void {
    this.#compile(file, readSource(file));
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #compile(file: string, source: string): void {
    const target = join(this.folder, file.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    const { code } = transformSync(source, {
      jsc: { target: "es2023", parser: { syntax: "typescript" }, transform: { useDefineForClassFields: false } },
      module: { type: "commonjs" },
    });
    writeFileSync(target, code);
  }
}

function readSource(file: string): string {
  return readFileSync(join(MODEL, file), "utf8");
}
