import { CONSTRAINTS, ERROR_CATALOGUE, FIELDS } from "../../model";
import { referencePages } from "./reference-pages";

function page(file: string): string {
  return referencePages().find((candidate) => candidate.file === file)?.text ?? "";
}

test("every input of every kind has its row", () => {
  for (const fields of Object.values(FIELDS)) {
    for (const [name, { doc }] of Object.entries(fields)) {
      expect(page("fields.md")).toContain(`| \`${name}\` |`);
      expect(page("fields.md")).toContain(doc.replaceAll("|", "\\|"));
    }
  }
});

test("every rule from C1 to C14 has its row", () => {
  const ids = new Set(CONSTRAINTS.map(({ id }) => id.split(" ")[0]));
  expect([...ids]).toEqual(Array.from({ length: 14 }, (_, index) => `C${index + 1}`));
  for (const { rule } of CONSTRAINTS) expect(page("constraints.md")).toContain(rule);
});

test("every error has its section, and no other", () => {
  const sections = [...page("errors.md").matchAll(/^## (\w+)$/gm)].map(([, code]) => code);
  expect(sections).toEqual(Object.keys(ERROR_CATALOGUE).sort());
});

test("titles and remedies of errors are sentences without their mark or with it", () => {
  for (const [code, { title, remedy, status }] of Object.entries(ERROR_CATALOGUE)) {
    expect([code, title]).toEqual([code, expect.stringMatching(/^[^.]*[^.]$/)]);
    expect([code, remedy]).toEqual([code, expect.stringMatching(/[.]$/)]);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});
