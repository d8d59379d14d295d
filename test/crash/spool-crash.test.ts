import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openSpool, type Spool } from "../../relay/spool";
import { crashBody } from "./crash-body";

// `npm run crash` kills many more.
const KILLS = Number(process.env.RELAY_CRASH_KILLS ?? 8);
const LIMITS = { minimumFreeBytes: 0, segmentBytes: 400_000 };
const errors: unknown[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object, text: string) => errors.push([text, fields]),
};
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "relay-spool-crash-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Lets a child take messages and kills it some time after its first one; answers with the ids it promised to keep. */
async function takeUntilKilled(run: number): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    ["-r", join(__dirname, "from-source.cjs"), join(__dirname, "spool-child.ts"), directory, String(run)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const promised: string[] = [];
  const ended = new Promise((resolve) => child.once("close", resolve));
  createInterface({ input: child.stdout }).on("line", (queueId) => {
    if (promised.length === 0) setTimeout(() => child.kill("SIGKILL"), Math.random() * 250);
    promised.push(queueId);
  });
  await ended;
  return promised;
}

async function bodyOf(spool: Spool, queueId: string): Promise<Buffer | undefined> {
  const content = await spool.claims.content(queueId);
  if (content === undefined || Buffer.isBuffer(content.body)) return content?.body as Buffer | undefined;
  return Buffer.concat(await content.body().toArray());
}

async function queueIds(spool: Spool): Promise<readonly string[]> {
  return (await spool.list({ limit: 1_000_000 })).map(({ queueId }) => queueId);
}

test(`after ${KILLS} kills at random moments every promised message is there once and whole, and deleted ones stay away`, async () => {
  const kept = new Set<string>();
  const deleted = new Set<string>();
  let promisedInAll = 0;
  for (let run = 1; run <= KILLS; run++) {
    const promised = await takeUntilKilled(run);
    promisedInAll += promised.length;
    for (const queueId of promised) kept.add(queueId);
    const spool = await openSpool({ directory, clock: Date, log, limits: LIMITS });
    const present = await queueIds(spool);
    expect(new Set(present).size).toBe(present.length);
    expect([...kept].filter((queueId) => !present.includes(queueId))).toEqual([]);
    expect(present.filter((queueId) => deleted.has(queueId))).toEqual([]);
    for (const queueId of present) {
      const body = await bodyOf(spool, queueId);
      if (body?.equals(crashBody(queueId)) !== true) throw new Error(`The body of ${queueId} is not whole.`);
      // Half stays, so that later runs find old segments with few messages in them.
      if (Math.random() < 0.5 || present.length > 300) {
        await spool.delete(queueId);
        kept.delete(queueId);
        deleted.add(queueId);
      } else {
        kept.add(queueId);
      }
    }
    await spool.close();
  }
  expect(promisedInAll).toBeGreaterThan(KILLS * 5);
}, 3_600_000);
