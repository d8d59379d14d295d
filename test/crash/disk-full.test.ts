import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSpool, SpoolFault, type Spool } from "../../relay/spool";
import { newMessage, put, SILENT, until } from "../delivery/delivery-house";
import { reportMissing } from "../harness/missing-programs";

let directory: string | undefined;
let spool: Spool | undefined;

afterEach(async () => {
  await spool?.close();
  if (directory === undefined) return;
  execFileSync("umount", [directory]);
  rmSync(directory, { recursive: true, force: true });
});

/** A file system of 3 MB; undefined where nobody may mount one. */
function mountSmallDisk(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), "relay-disk-full-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", path], { stdio: "ignore" });
    return path;
  } catch {
    rmSync(path, { recursive: true, force: true });
    return undefined;
  }
}

async function openHere(): Promise<Spool> {
  const limits = { minimumFreeBytes: 0, segmentBytes: 200_000, diskPollInterval: 10 };
  spool = await openSpool({ directory: directory as string, clock: Date, log: SILENT, limits });
  return spool;
}

/** Puts messages of both kinds until the disk is full; answers with those that were taken. */
async function fill(target: Spool): Promise<ReadonlyMap<string, Buffer>> {
  const taken = new Map<string, Buffer>();
  for (let number = 1; ; number++) {
    const body = randomBytes(number % 5 === 0 ? 300_000 : 20_000);
    try {
      await put(target, newMessage(`Q${number}`, ["a@fabrikam.com"]), body);
    } catch (error) {
      expect(error).toBeInstanceOf(SpoolFault);
      expect((error as SpoolFault).kind).toBe("disk-full");
      return taken;
    }
    taken.set(`Q${number}`, body);
  }
}

test("a full disk refuses mail as passing, keeps all it took whole, and takes mail again once there is room", async () => {
  directory = mountSmallDisk();
  if (directory === undefined) {
    return reportMissing({
      program: "mount as root",
      untested: "a spool on a full disk",
      install: "run the tests as root on Linux",
    });
  }
  const taken = await fill(await openHere());
  expect(taken.size).toBeGreaterThan(10);
  await spool?.close();
  const again = await openHere();
  for (const [queueId, body] of taken) {
    const content = await again.claims.content(queueId);
    const found = Buffer.isBuffer(content?.body)
      ? content.body
      : Buffer.concat((await content?.body().toArray()) ?? []);
    expect(found.equals(body)).toBe(true);
  }
  expect(again.counts().messages).toBe(taken.size);
  // Even the note that a message is gone needs room: it comes from segments that nobody needs.
  await Promise.all([...taken.keys()].map((queueId) => again.delete(queueId)));
  let number = 0;
  await until("mail is taken again", async () => {
    const attempt = put(again, newMessage(`AFTER${++number}`, ["a@fabrikam.com"]), randomBytes(20_000));
    return attempt.then(
      () => true,
      () => false,
    );
  });
});
