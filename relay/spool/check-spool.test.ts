import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkSpool, type SpoolFindingKind } from "./check-spool";
import { openSpool } from "./open-spool";
import { repairSpool } from "./repair-spool";
import type { Spool } from "./spool";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "relay-fsck-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function open(): Promise<Spool> {
  return openSpool({
    directory,
    clock: Date,
    log,
    limits: { minimumFreeBytes: 0, inlineBodyBytes: 2_000, batchMessages: 1, segmentBytes: 10_000 },
  });
}

async function put(spool: Spool, queueId: string, body: Buffer): Promise<void> {
  const writer = spool.begin({
    queueId,
    sender: "a@contoso.com",
    recipients: [{ address: "b@fabrikam.com" }],
    bodyType: "7BIT",
    smtpUtf8: false,
    receivedAt: 0,
    origin: {
      connectorId: "c",
      connectorName: "c",
      clientAddress: "127.0.0.1",
      helo: "c",
      tls: false,
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      authAs: "Anonymous",
      authMechanism: "none",
      sessionId: "s",
    },
  });
  await writer.write(body);
  await writer.commit();
}

/** Three messages in the log, two in files of their own. */
async function fill(): Promise<void> {
  const spool = await open();
  for (const queueId of ["A", "B", "C"]) await put(spool, queueId, randomBytes(1_000));
  for (const queueId of ["BIG", "LARGE"]) await put(spool, queueId, randomBytes(5_000));
  await spool.close();
}

const at = (file: string) => join(directory, file);
const SEGMENT = "log/00000001.log";

function overwrite(file: string, offset: number, bytes: Buffer): void {
  const content = readFileSync(at(file));
  bytes.copy(content, offset);
  writeFileSync(at(file), content);
}

const kindsOf = async () => (await checkSpool(directory)).findings.map(({ kind, file }) => `${kind} ${file}`);

describe("checkSpool", () => {
  test("finds nothing in a spool that was closed, nor where none is yet, and changes nothing", async () => {
    expect(await checkSpool(directory)).toEqual({ messages: 0, segments: 0, findings: [] });
    await fill();
    expect(await checkSpool(directory)).toEqual({ messages: 5, segments: 1, findings: [] });
    expect(readdirSync(directory).sort()).toEqual(["bodies", "log"]);
  });

  test.each<{ title: string; break: () => void; found: readonly `${SpoolFindingKind} ${string}`[] }>([
    {
      title: "the end of a batch that a crash cut off",
      break: () => truncateSync(at(SEGMENT), readFileSync(at(SEGMENT)).length - 3),
      found: [`unfinished-segment ${SEGMENT}`, "orphan-body bodies/LARGE"],
    },
    {
      title: "damage with good records behind it",
      break: () => overwrite(SEGMENT, 200, Buffer.alloc(50)),
      found: [`damaged-segment ${SEGMENT}`],
    },
    {
      title: "a damaged header",
      break: () => overwrite(SEGMENT, 0, Buffer.alloc(8)),
      found: [`damaged-segment ${SEGMENT}`],
    },
    {
      title: "a segment of which nothing can be read",
      break: () => writeFileSync(at(SEGMENT), randomBytes(5_000)),
      found: [`damaged-segment ${SEGMENT}`, "orphan-body bodies/BIG", "orphan-body bodies/LARGE"],
    },
    { title: "a missing body", break: () => rmSync(at("bodies/BIG")), found: ["missing-body bodies/BIG"] },
    {
      title: "a body that was cut short",
      break: () => truncateSync(at("bodies/BIG"), 10),
      found: ["damaged-body bodies/BIG"],
    },
    {
      title: "a body with another byte in it",
      break: () => overwrite("bodies/BIG", 2_000, Buffer.from([readFileSync(at("bodies/BIG"))[2_000]! ^ 1])),
      found: ["damaged-body bodies/BIG"],
    },
    {
      title: "files that nobody needs",
      break: () => {
        writeFileSync(at("bodies/GONE"), "x");
        writeFileSync(at("bodies/HALF.part"), "x");
        writeFileSync(at("log/notes.txt"), "x");
      },
      found: ["unknown-file log/notes.txt", "orphan-body bodies/GONE", "unfinished-body bodies/HALF.part"],
    },
  ])("finds $title, and after a repair the next start has every message that can still be read", async (scenario) => {
    await fill();
    scenario.break();
    expect(await kindsOf()).toEqual(scenario.found);
    const { messages, findings } = await checkSpool(directory);
    const filesBefore = allBytes();
    const repairs = repairSpool(directory, { findings, name: "now" });
    expect(repairs.map(({ finding }) => finding)).toEqual(findings);
    // Whatever was there is there still, here or aside.
    for (const bytes of filesBefore) expect(allBytes().some((now) => now.includes(bytes))).toBe(true);
    const left = await kindsOf();
    expect(left.filter((one) => /^(orphan|unfinished-body|damaged)/.test(one))).toEqual([]);
    const spool = await open();
    expect((await spool.list({ limit: 10 })).length).toBe(messages);
    await put(spool, "AFTER", randomBytes(3_000));
    await spool.close();
  });
});

/** Everything that is in files, as one text a file: a segment that is written anew has its old bytes aside. */
function allBytes(): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString("latin1"));
}
