import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const COMMIT = /^[0-9a-f]{40,64}$/;

/** The commit that the program in a folder is at, for the host's audit log; undefined where git does not say. */
export function programCommit(folder: string): string | undefined {
  const directory = findGitDirectory(folder);
  const head = directory === undefined ? undefined : readLine(join(directory, "HEAD"));
  if (directory === undefined || head === undefined) return undefined;
  const commit = head.startsWith("ref: ") ? resolveReference(directory, head.slice(5)) : head;
  return commit !== undefined && COMMIT.test(commit) ? commit : undefined;
}

// gitrepository-layout(5): `.git` is a folder, or a file that names it; references are files of their own or packed.
function findGitDirectory(folder: string): string | undefined {
  const candidate = join(folder, ".git");
  if (readLine(join(candidate, "HEAD")) !== undefined) return candidate;
  const pointer = readLine(candidate);
  if (pointer?.startsWith("gitdir: ") === true) return resolve(folder, pointer.slice(8));
  return dirname(folder) === folder ? undefined : findGitDirectory(dirname(folder));
}

function resolveReference(directory: string, reference: string): string | undefined {
  const common = resolve(directory, readLine(join(directory, "commondir")) ?? ".");
  for (const place of [directory, common]) {
    const loose = readLine(join(place, reference));
    if (loose !== undefined) return loose;
  }
  const packed = readText(join(common, "packed-refs")) ?? "";
  return packed
    .split("\n")
    .find((line) => line.endsWith(` ${reference}`))
    ?.split(" ")[0];
}

function readLine(path: string): string | undefined {
  return readText(path)?.split("\n")[0]?.trim();
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
