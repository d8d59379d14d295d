import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RefusalFiles } from "../../relay/refusals/refusal-files";
import { reportMissing } from "../harness/missing-programs";

let directory: string | undefined;

afterEach(() => {
  if (directory === undefined) return;
  execFileSync("umount", [directory]);
  rmSync(directory, { recursive: true, force: true });
});

/** A file system of 64 KB; undefined where nobody may mount one. */
function mountTinyDisk(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), "relay-refusals-full-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path], { stdio: "ignore" });
    return path;
  } catch {
    rmSync(path, { recursive: true, force: true });
    return undefined;
  }
}

const line = (ref: string, length: number) => `${JSON.stringify({ ref, sender: "a".repeat(length) })}\n`;

test("a refusal that a full disk cut off takes none with it that comes when there is room again", async () => {
  directory = mountTinyDisk();
  if (directory === undefined) {
    return reportMissing({
      program: "mount as root",
      untested: "refusals on a full disk",
      install: "run the tests as root on Linux",
    });
  }
  const files = new RefusalFiles(join(directory, "refusals"), { maxSize: 8 * 1024 * 1024, maxAge: 86_400_000 });
  const ballast = join(directory, "ballast");
  await files.append([line("AAAA-AAAA", 100)]);
  writeFileSync(ballast, Buffer.alloc(48 * 1024));
  await expect(files.append([line("BBBB-BBBB", 40_000)])).rejects.toMatchObject({ code: "ENOSPC" });
  rmSync(ballast);
  await files.append([line("CCCC-CCCC", 100)]);
  const contents: string[] = [];
  for await (const content of files.contents()) contents.push(content.toString("utf8"));
  expect(contents).toHaveLength(1);
  expect(contents[0]).toContain('\n{"ref":"BBBB-BBBB"');
  expect(contents[0]).toContain('\n{"ref":"CCCC-CCCC"');
});
