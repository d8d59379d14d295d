import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A test by the file that has it and its title. */
export interface WireTest {
  /** From the top of the repository. */
  readonly file: string;
  readonly title: string;
}

/** Folders whose tests speak to a running host, or let one speak to others. */
const FOLDERS = [
  "test/protocol",
  "test/delivery",
  "test/foreign",
  "test/netns",
  "test/identity",
  "test/attack",
  "test/acceptance",
];

// The title is the first text behind test(, it(, describe( or the call that .each returns.
const TITLE =
  /\b(?:test|it|describe)(?:\.each(?:<[^()]*>)?\((?:[^()]|\([^()]*\))*\))?\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/gs;

/** Titles of all tests that go over the wire, in the order of their files. */
export function wireTests(top: string): readonly WireTest[] {
  return FOLDERS.flatMap((folder) => testFiles(top, folder)).flatMap((file) => {
    const text = readFileSync(join(top, file), "utf8");
    return [...text.matchAll(TITLE)].map((match) => ({ file, title: match[2] ?? "" }));
  });
}

/** The tests whose title names a parameter as a whole word. */
export function testsNaming(tests: readonly WireTest[], parameter: string): readonly WireTest[] {
  const word = new RegExp(`(?<![A-Za-z])${parameter}(?![A-Za-z])`);
  return tests.filter(({ title }) => word.test(title));
}

function testFiles(top: string, folder: string): readonly string[] {
  return readFolder(join(top, folder))
    .filter((name) => name.endsWith(".test.ts"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
