import { execFile } from "node:child_process";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { LARGEST_JSON } from "../json/read-json";
import type { WorldSource } from "./world-source";

const TIMEOUT_MS = 60_000;

/**
 * A file as a revision of the git repository of the current directory has it. No shell is involved, and git gets the
 * path only behind the hash that it has made of the revision.
 * @throws CommandError (usage)
 */
export async function gitFile({ revision, path }: Extract<WorldSource, { kind: "git" }>): Promise<Buffer> {
  const name = `git:${revision}:${path}`;
  const commit = await git(["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]).catch((error: GitError) => {
    const hint = "A shallow clone lacks older ones: fetch them first (actions/checkout has fetch-depth: 0).";
    throw refusal(name, error, `git knows no revision ${revision} here. ${hint}`);
  });
  return git(["cat-file", "blob", `${commit.toString("latin1").trim()}:${path}`]).catch((error: GitError) => {
    const hint = "A path counts from the top of the repository, ./PATH from this directory.";
    throw refusal(name, error, `${revision} has no file ${path}. ${hint}`);
  });
}

type GitError = Error & { readonly code?: string | number; readonly stderr: string };

function git(args: readonly string[]): Promise<Buffer> {
  const options = {
    encoding: "buffer" as const,
    maxBuffer: LARGEST_JSON,
    timeout: TIMEOUT_MS,
    env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
  };
  return new Promise((resolve, reject) => {
    execFile("git", args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(Object.assign(error, { stderr: stderr.toString("utf8").trim() }));
    });
  });
}

function refusal(name: string, { code, stderr }: GitError, otherwise: string): CommandError {
  if (code === "ENOENT") return usage(name, "there is no git on PATH.");
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return usage(name, `it is larger than ${LARGEST_JSON >> 20} MB.`);
  // Of what git says only faults of the repository itself are more than "it is not there".
  const fault = /^fatal: (not a git repository|detected dubious ownership)[^\n]*/m.exec(stderr)?.[0];
  return usage(name, fault === undefined ? otherwise : `git says ${fault}.`);
}

function usage(name: string, why: string): CommandError {
  return new CommandError(`${name} cannot be read: ${why}`, EXIT.usage);
}
