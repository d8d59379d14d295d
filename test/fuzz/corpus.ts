import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

/** An input that was once read wrongly, kept so that it never is again. */
export interface CorpusCase {
  /** What was wrong. */
  readonly why: string;
  /** One letter for each byte. */
  readonly bytes: string;
}

/** Where the regression corpus is: one file a target. */
export const CORPUS_FOLDER = join(PROJECT_ROOT, "test", "fuzz", "corpus");

export function readCorpus(target: string): readonly CorpusCase[] {
  const file = join(CORPUS_FOLDER, `${target}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as CorpusCase[]) : [];
}
