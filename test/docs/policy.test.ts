import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RULE_NAMES } from "../../policy";
import { RULES } from "../../policy/rules";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const PAGE = readFileSync(join(PROJECT_ROOT, "docs", "policy.md"), "utf8");

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(join(PROJECT_ROOT, file), "utf8")) as { readonly version: string }).version;
}

test("every rule has its name, once", () => {
  expect(RULES.map(({ name }) => name)).toEqual(RULE_NAMES);
});

describe.each(RULES)("$name", ({ name, level, config }) => {
  const section = PAGE.split(`\n## ${name}\n`)[1]?.split("\n## ")[0] ?? "";

  test("has a section of its own, to which its violations point", () => {
    expect(section.length).toBeGreaterThan(100);
  });

  test("has its level in the table", () => {
    const row = PAGE.split("\n").find((line) => line.startsWith(`| [${name}](#${name})`));
    expect(row?.split("|")[2]?.trim()).toMatch(new RegExp(`^${level}(;|$)`));
  });

  test("has each of its values in a table, with its default", () => {
    for (const [value, schema] of Object.entries(config)) {
      const row = section.split("\n").find((line) => line.startsWith(`| \`${value}\``)) ?? "";
      const shown = schema.default === undefined ? "none" : JSON.stringify(schema.default).replaceAll(",", ", ");
      expect(row.split("|")[2]?.trim().replaceAll("`", "")).toBe(shown);
    }
  });
});

test("the pack that comes with the package has its version", () => {
  expect(versionIn("policy-pack/package.json")).toBe(versionIn("package.json"));
});
