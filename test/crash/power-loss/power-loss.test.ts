import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMachine } from "../../../bench/machine";
import { cutEverywhere, type CutLimits, type CutOutcome } from "./cut-everywhere";
import { recordRun } from "./record-run";
import { killedAt, type Trace } from "./trace";

// `npm run crash` sees every byte at which a write may be torn; here it is a few of them at each cut.
const isThorough = process.env.RELAY_CRASH === "thorough";
const RESULTS = join(__dirname, "../results");
let limits: CutLimits;
let first: Trace;

beforeAll(async () => {
  // In memory where there is such a place: what a cut leaves is made anew thousands of times.
  const directory = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "relay-power-loss-"));
  limits = isThorough
    ? { directory, alone: 12, tears: Infinity, random: 50, goOnEvery: 100 }
    : { directory, alone: 2, tears: 2, random: 1, goOnEvery: 200 };
  first = await recordRun({ name: "A", groups: isThorough ? 10 : 5 });
}, 240_000);
afterAll(() => rmSync(limits.directory, { recursive: true, force: true }));

/** Places just behind a write to the log, which a kill leaves unsynced. */
function unsyncedWrites(trace: Trace): readonly number[] {
  return trace.flatMap((event, place) =>
    "act" in event && event.act === "write" && event.path.endsWith(".log") ? [place + 1] : [],
  );
}

function say(what: string, { cuts, states }: CutOutcome): void {
  process.stdout.write(`power loss, ${what}: ${cuts} cut points, ${states} states of the disk opened\n`);
  if (!isThorough) return;
  mkdirSync(RESULTS, { recursive: true });
  const summary = { date: new Date().toISOString(), what, cuts, states, machine: describeMachine() };
  writeFileSync(join(RESULTS, `power-loss-${what.replaceAll(" ", "-")}.json`), `${JSON.stringify(summary, null, 2)}\n`);
}

const TIMEOUT = isThorough ? 3_600_000 : 240_000;

test(
  "whatever a cut leaves of the spool's files, each promise is kept and nothing is there that nobody sent",
  async () => {
    const outcome = await cutEverywhere(first, limits);
    say("one run", outcome);
    expect(outcome.broken).toBeUndefined();
    expect(outcome.cuts).toBeGreaterThan(300);
  },
  TIMEOUT,
);

test(
  "nor does a cut break a promise when the process before was killed in the middle of a write",
  async () => {
    const kills = unsyncedWrites(first);
    const chosen = isThorough ? kills.filter((_, number) => number % 12 === 0) : kills.slice(4, 5);
    let [cuts, states] = [0, 0];
    for (const kill of chosen) {
      const before = killedAt(first, kill);
      const trace = await recordRun({ before, name: "B", groups: 1 });
      const outcome = await cutEverywhere(trace, {
        ...limits,
        tears: Math.min(limits.tears, 40),
        random: Math.min(limits.random, 10),
        from: before.length,
      });
      expect({ kill, broken: outcome.broken }).toEqual({ kill, broken: undefined });
      cuts += outcome.cuts;
      states += outcome.states;
    }
    say("after a kill", { cuts, states });
  },
  TIMEOUT,
);

describe("without one of its syncs the spool breaks a promise, and this test sees it", () => {
  test.each([
    { sync: "log thread: segment", ofWhat: "a batch in the log" },
    { sync: "log thread: spool/log", ofWhat: "the name of a new segment" },
    { sync: "host: spool/log", ofWhat: "the names of old segments that go" },
    { sync: "host: body", ofWhat: "a large body" },
    { sync: "host: spool/bodies", ofWhat: "the name of a large body" },
    { sync: "host: spool", ofWhat: "the names of the log and of the bodies' directory" },
    { sync: "host: .", ofWhat: "the name of the spool's directory" },
  ])(
    "$ofWhat",
    async ({ sync }) => {
      const trace = await recordRun({ name: "C", groups: 8, withoutSync: sync });
      const from = sync === "host: spool/log" ? firstUnlink(trace) : 0;
      const { broken } = await cutEverywhere(trace, {
        ...limits,
        alone: 3,
        tears: 2,
        random: 1,
        goOnEvery: Infinity,
        from,
      });
      process.stdout.write(`without the sync of ${sync}: ${broken}\n`);
      expect(broken).toBeDefined();
    },
    TIMEOUT,
  );

  test(
    "what a killed process left in the log",
    async () => {
      const seen: string[] = [];
      for (const kill of unsyncedWrites(first)) {
        if (!saysThatBigOnesAreGone(first, kill)) continue;
        const before = killedAt(first, kill);
        const trace = await recordRun({ before, name: "D", groups: 1, withoutSync: "host: segment" });
        const { broken } = await cutEverywhere(trace, { ...limits, from: before.length });
        if (broken !== undefined) seen.push(broken);
        if (broken !== undefined) break;
      }
      process.stdout.write(`without the sync of host: segment: ${seen[0]}\n`);
      expect(seen).not.toEqual([]);
    },
    TIMEOUT,
  );
});

/** Before segments go, no cut can bring one back. */
function firstUnlink(trace: Trace): number {
  return trace.findIndex((event) => "act" in event && event.act === "unlink" && event.path.endsWith(".log"));
}

/** The write before this place says that a message with a file of its own is gone. */
function saysThatBigOnesAreGone(trace: Trace, place: number): boolean {
  const event = trace[place - 1];
  if (event === undefined || !("act" in event) || event.act !== "write") return false;
  return /"gone":\[[^\]]*BIG"/.test(Buffer.from(event.bytes, "base64").toString("latin1"));
}
