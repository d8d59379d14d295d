import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../tools/harness/project-root";
import type { Machine } from "./machine";
import type { SectionResult } from "./section";

/** What one run of a section left behind. */
export interface KeptResult extends SectionResult {
  readonly title: string;
  /** RFC 3339. */
  readonly date: string;
  readonly machine: Machine;
  /** Processes that wanted a core when the section began, mean of a minute: above 1 it was not alone. */
  readonly loadBefore: number;
}

const FOLDER = join(PROJECT_ROOT, "bench", "results");

export function keepResult(name: string, result: KeptResult): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(result, null, 2)}\n`);
}

/** Undefined: that section never ran here. */
export function readResult(name: string): KeptResult | undefined {
  const file = fileOf(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as KeptResult) : undefined;
}

function fileOf(name: string): string {
  return join(FOLDER, `${name}.json`);
}
