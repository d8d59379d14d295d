import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusalFacts as facts } from "./refusal-facts-fixture";
import { RefusalLog } from "./refusal-log";
import { parseReference } from "./refusal-reference";

const START = Date.UTC(2026, 10, 24, 7);
const LIMITS = { maxSize: 64 * 1024, maxAge: 86_400_000 };

describe("the log of refusals", () => {
  let directory: string;
  let log: RefusalLog;
  let now: number;
  const faults: Error[] = [];
  const open = (limits = LIMITS) =>
    new RefusalLog({ directory, limits, now: () => now, onError: (error) => faults.push(error) });

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), "refusals-")), "refusals");
    now = START;
    faults.length = 0;
    log = open();
  });
  afterEach(async () => {
    await log.close();
    expect(faults).toEqual([]);
    rmSync(join(directory, ".."), { recursive: true });
  });
  const size = () => readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);

  test("gives a reference, and knows everything by it at once", async () => {
    const ref = log.note(facts()) ?? "";
    expect(ref).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await log.find(ref)).toEqual({ ref, at: "2026-11-24T07:00:00.000Z", ...facts() });
    expect(await log.find("0000-0000")).toBeUndefined();
  });

  test("knows it after a restart, whatever a crash left half written", async () => {
    const ref = log.note(facts()) ?? "";
    await log.close();
    const [file = ""] = readdirSync(directory);
    appendFileSync(join(directory, file), '{"ref":"AAAA-AAAA","at":"20');
    log = open();
    expect(await log.find(ref)).toMatchObject({ ref });
    expect(await log.find("AAAA-AAAA")).toBeUndefined();
    expect(await log.list({ limit: 10 })).toHaveLength(1);
    const next = log.note(facts({ recipient: "next@fabrikam.com" })) ?? "";
    expect(await log.find(next)).toMatchObject({ recipient: "next@fabrikam.com" });
  });

  test("gives the same refusal the same reference for a minute, and another one afterwards", () => {
    const first = log.note(facts());
    now += 59_999;
    expect(log.note(facts({ session: "0A1C" }))).toBe(first);
    expect(log.note(facts({ recipient: "other@fabrikam.com" }))).not.toBe(first);
    now += 1;
    expect(log.note(facts())).not.toBe(first);
  });

  test("gives a client that floods no more than 60 references a minute, and others theirs", () => {
    const given = Array.from({ length: 100 }, (_, index) => log.note(facts({ recipient: `r${index}@fabrikam.com` })));
    expect(given.filter((ref) => ref !== undefined)).toHaveLength(60);
    expect(log.note(facts({ client: "192.168.2.58" }))).toBeDefined();
    now += 60_000;
    expect(log.note(facts({ recipient: "later@fabrikam.com" }))).toBeDefined();
  });

  test("gives no more than a thousand at once, then 20 a second", () => {
    const note = (index: number) => log.note(facts({ client: `10.0.${index >> 8}.${index & 255}` }));
    const given = Array.from({ length: 1500 }, (_, index) => note(index));
    expect(given.filter((ref) => ref !== undefined)).toHaveLength(1000);
    now += 1000;
    const more = Array.from({ length: 100 }, (_, index) => note(2000 + index));
    expect(more.filter((ref) => ref !== undefined)).toHaveLength(20);
  });

  test("keeps within its size, the newest refusals", async () => {
    let last: string | undefined;
    for (let round = 0; round < 20; round++) {
      now += 60_000;
      for (let index = 0; index < 50; index++) last = log.note(facts({ recipient: `${round}.${index}@fabrikam.com` }));
      await log.flush();
      expect(size()).toBeLessThan(LIMITS.maxSize * 1.5);
    }
    expect(await log.find(last ?? "")).toMatchObject({ recipient: "19.49@fabrikam.com" });
    const kept = await log.list({ limit: 500 });
    expect(kept.length).toBeGreaterThan(50);
    expect(kept[0]).toMatchObject({ recipient: "19.49@fabrikam.com" });
  });

  test("forgets what is too old, also while nothing new comes", async () => {
    const ref = log.note(facts()) ?? "";
    expect(await log.find(ref)).toBeDefined();
    now += LIMITS.maxAge;
    expect(await log.find(ref)).toBeUndefined();
    expect(await log.list({ limit: 10 })).toEqual([]);
    now = Date.now() + LIMITS.maxAge + 1000;
    await log.close();
    log = open();
    await log.flush();
    expect(readdirSync(directory)).toEqual([]);
  });

  test("keeps nothing, and gives no reference, when nothing is to be kept", () => {
    log = open({ ...LIMITS, maxAge: 0 });
    expect(log.note(facts())).toBeUndefined();
  });

  test("finds the refusals of a client, the newest first", async () => {
    for (const [index, client] of ["192.168.2.57", "192.168.2.5", "192.168.2.57"].entries()) {
      now += 1000;
      log.note(facts({ client, recipient: `r${index}@fabrikam.com` }));
    }
    const recipients = async (query: object) =>
      (await log.list({ limit: 10, ...query })).map(({ recipient }) => recipient);
    expect(await recipients({ client: "192.168.2.57" })).toEqual(["r2@fabrikam.com", "r0@fabrikam.com"]);
    expect(await recipients({ client: "192.168.2.5" })).toEqual(["r1@fabrikam.com"]);
    expect(await recipients({ since: START + 2000 })).toEqual(["r2@fabrikam.com", "r1@fabrikam.com"]);
    expect(await recipients({ limit: 1 })).toEqual(["r2@fabrikam.com"]);
  });

  test("lets no client write a line, or a reference, of its own", async () => {
    const evil = 'a"}\n{"ref":"AAAA-AAAA","client":"10.0.0.1"}\r\n\u2028';
    const ref = log.note(facts({ sender: evil, helo: evil })) ?? "";
    expect(await log.find("AAAA-AAAA")).toBeUndefined();
    expect(await log.find(ref)).toMatchObject({ sender: evil });
    expect(await log.list({ client: "10.0.0.1", limit: 10 })).toEqual([]);
  });

  test("is for its own user alone", async () => {
    log.note(facts());
    await log.flush();
    const [file = ""] = readdirSync(directory);
    expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });
});

describe("a reference", () => {
  test.each([
    ["8F3K-2M7Q", "8F3K-2M7Q"],
    [" 8f3k2m7q\n", "8F3K-2M7Q"],
    ["8f3k-2mio", "8F3K-2M10"],
    ["8F3K", undefined],
    ["8F3K-2M7U", undefined],
    ["../../etc", undefined],
  ])("typed as %j is %s", (typed, ref) => {
    expect(parseReference(typed)).toBe(ref);
  });
});
