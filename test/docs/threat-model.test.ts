import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const TEXT = readFileSync(join(PROJECT_ROOT, "docs", "security.md"), "utf8");
const ROWS = TEXT.split("\n").filter((line) => /^\| .* \| .* \| .* \|$/.test(line) && !/^\| (?:Threat|-)/.test(line));
const NAMED = /`(?<file>[\w/.-]+\.test\.ts)`: "(?<title>[^"]+)"/;

test("every threat of the threat model names the test that holds it", () => {
  expect(ROWS.length).toBeGreaterThan(20);
  expect(ROWS.filter((row) => !NAMED.test(row))).toEqual([]);
});

test("every test that the threat model names is there", () => {
  const missing = ROWS.filter((row) => {
    const { file = "", title = "" } = NAMED.exec(row)?.groups ?? {};
    const path = join(PROJECT_ROOT, file);
    return !existsSync(path) || !readFileSync(path, "utf8").includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
});
