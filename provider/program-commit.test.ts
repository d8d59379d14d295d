import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { programCommit } from "./program-commit";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "relay-commit-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

test.each<{ title: string; files: Record<string, string>; commit: string | undefined }>([
  {
    title: "a branch",
    files: { ".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": `${COMMIT}\n` },
    commit: COMMIT,
  },
  {
    title: "a packed branch",
    files: { ".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": `# pack-refs\n${COMMIT} refs/heads/main\n` },
    commit: COMMIT,
  },
  { title: "a commit alone", files: { ".git/HEAD": `${COMMIT}\n` }, commit: COMMIT },
  {
    title: "a worktree",
    files: {
      ".git": "gitdir: main/.git/worktrees/w\n",
      "main/.git/worktrees/w/HEAD": "ref: refs/heads/w\n",
      "main/.git/worktrees/w/commondir": "../..\n",
      "main/.git/refs/heads/w": `${COMMIT}\n`,
    },
    commit: COMMIT,
  },
  { title: "a branch without a commit", files: { ".git/HEAD": "ref: refs/heads/main\n" }, commit: undefined },
])("reads the commit of $title, from a folder below too", ({ files, commit }) => {
  write({ ...files, "program/index.ts": "" });
  expect(programCommit(join(folder, "program"))).toBe(commit);
});
