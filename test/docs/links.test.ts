import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

interface Link {
  /** Page, from the top of the checkout. */
  readonly page: string;
  readonly target: string;
}

const PAGES = ["*.md", "docs/**/*.md", "examples/*/*.md"]
  .flatMap((pattern) => globSync(pattern, { cwd: PROJECT_ROOT }))
  .sort();
const LINKS = PAGES.flatMap((page) => linksOf(page).map((target): Link => ({ page, target })));

test("there are pages, and they link to each other", () => {
  expect(PAGES).toContain("README.md");
  expect(LINKS.length).toBeGreaterThan(10);
});

test.each(LINKS)("$page links to $target, which exists", ({ page, target }) => {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? join(PROJECT_ROOT, page) : resolve(PROJECT_ROOT, dirname(page), path);
  expect(relative(PROJECT_ROOT, file)).not.toMatch(/^\.\./);
  expect({ target, exists: existsSync(file) }).toEqual({ target, exists: true });
  if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
});

/** Relative targets of a page's links; those of other sites are not ours to judge. */
function linksOf(page: string): readonly string[] {
  const text = withoutCode(readFileSync(join(PROJECT_ROOT, page), "utf8"));
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^\w+:/.test(target));
}

/** Headings as GitHub names them. */
function anchorsOf(file: string): readonly string[] {
  const headings = withoutCode(readFileSync(file, "utf8")).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

// A comment in a shell example is no heading, an index in a program no link.
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```[^]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ""));
}
