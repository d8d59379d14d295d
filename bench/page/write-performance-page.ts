import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { PRESSURE } from "../pressure/pressure-section";
import { readResult } from "../results";
import { SECTIONS } from "../sections";
import { type PageSection, performancePage } from "./performance-page";
import { plot } from "./plot";

const DOCS = join(PROJECT_ROOT, "docs");
const PLOTS = join(DOCS, "pictures", "performance");

/** Writes docs/performance.md and its plots from what is kept in bench/results. */
export async function writePerformancePage(): Promise<void> {
  const sections = [...SECTIONS, PRESSURE].flatMap(({ name, title }): PageSection[] => {
    const kept = readResult(name);
    return kept === undefined ? [] : [{ ...kept, name, title }];
  });
  mkdirSync(PLOTS, { recursive: true });
  for (const curve of sections.flatMap(({ curves = [] }) => curves)) {
    writeFileSync(join(PLOTS, `${curve.name}.svg`), plot(curve));
  }
  const text = await format(performancePage(sections), { parser: "markdown", printWidth: 120 });
  writeFileSync(join(DOCS, "performance.md"), text);
}
