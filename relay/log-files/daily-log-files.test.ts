import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import promises from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DailyLogFiles, type LogKind, type LogLimits } from "./daily-log-files";

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 24, 12);
const FIELDS =
  "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context".split(",");
const KIND: LogKind = { prefix: "RECV", type: "SMTP Receive Protocol Log", fields: FIELDS, mode: 0o640 };
const LIMITS: LogLimits = { maxFileSize: 400, maxDirectorySize: 1_000_000, maxAge: 30 * DAY };

const lineAt = (at: number, text: string) => `${new Date(at).toISOString()},${text}\r\n`;

describe("files of a log", () => {
  let directory: string;
  let now: number;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "relay-protocol-"));
    now = NOON;
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const open = (limits: Partial<LogLimits> = {}) =>
    new DailyLogFiles({ kind: KIND, directory, clock: () => now, limits: { ...LIMITS, ...limits } });
  const names = () => readdirSync(directory).sort();
  const linesOf = (name: string) => readFileSync(join(directory, name), "utf8").trimEnd().split("\r\n");
  const put = (name: string, size = 10) => writeFileSync(join(directory, name), "x".repeat(size));

  test("roll to the next number at the size, each with its own header and every line whole and once", async () => {
    const lines = Array.from({ length: 40 }, (_, index) => lineAt(NOON, `${index},${"y".repeat(30)}`));
    await open().append(lines);
    expect(names().length).toBeGreaterThan(5);
    expect(names()[0]).toBe("RECV20261124-1.log");
    const byNumber = [...names()].sort((a, b) => Number(a.slice(13, -4)) - Number(b.slice(13, -4)));
    for (const name of byNumber) {
      expect(linesOf(name)[4]).toMatch(/^#Fields: date-time,/);
      expect(readFileSync(join(directory, name)).length).toBeLessThan(400 + 70);
    }
    expect(byNumber.flatMap((name) => linesOf(name).slice(5))).toEqual(lines.map((line) => line.trimEnd()));
  });

  test("hold each line in the file of its own day, whenever it is written", async () => {
    const midnight = Date.UTC(2026, 10, 25);
    now = midnight + 500;
    await open().append([lineAt(midnight - 1, "late"), lineAt(midnight, "early")]);
    expect(linesOf("RECV20261124-1.log").at(-1)).toMatch(/,late$/);
    expect(linesOf("RECV20261125-1.log").at(-1)).toMatch(/,early$/);
  });

  test("go on in the last file of the day after a restart, and begin the next one when that is full", async () => {
    await open({ maxFileSize: 10_000 }).append([lineAt(NOON, "a")]);
    await open({ maxFileSize: 10_000 }).append([lineAt(NOON, "b")]);
    expect(names()).toEqual(["RECV20261124-1.log"]);
    await open({ maxFileSize: 100 }).append([lineAt(NOON, "c")]);
    expect(names()).toEqual(["RECV20261124-1.log", "RECV20261124-2.log"]);
  });

  test("go when their last line is older than the age, and other files stay", async () => {
    for (const name of [
      "RECV20261024-1.log",
      "RECV20261025-1.log",
      "RECV20261025-2.log",
      "SEND20200101-1.log",
      "notes",
    ])
      put(name);
    now = Date.UTC(2026, 10, 24);
    await open({ maxAge: 30 * DAY }).prune();
    expect(names()).toEqual(["RECV20261025-1.log", "RECV20261025-2.log", "SEND20200101-1.log", "notes"]);
    now += 1000 + DAY;
    await open({ maxAge: 30 * DAY }).prune();
    expect(names()).toEqual(["SEND20200101-1.log", "notes"]);
  });

  test("go oldest first while they are too much together, the one being written never", async () => {
    for (const number of [1, 2, 10, 11]) put(`RECV20261123-${number}.log`, 300);
    const log = open({ maxFileSize: 100_000, maxDirectorySize: 900 });
    await log.append([lineAt(NOON, "z".repeat(200))]);
    expect(names()).toEqual(["RECV20261123-11.log", "RECV20261123-10.log", "RECV20261124-1.log"].sort());
    await log.append([lineAt(NOON, "z".repeat(2000))]);
    await log.prune();
    expect(names()).toEqual(["RECV20261124-1.log"]);
  });

  test("are read newest first, those with lines of a time or later only", async () => {
    for (const name of ["RECV20261123-1.log", "RECV20261123-2.log", "RECV20261122-1.log", "SEND20261123-1.log"])
      put(name);
    const paths = await open().pathsSince(Date.UTC(2026, 10, 23, 5));
    expect(paths).toEqual([join(directory, "RECV20261123-2.log"), join(directory, "RECV20261123-1.log")]);
  });

  test("go one by one: what cannot be deleted keeps neither the others nor the new lines, and is told", async () => {
    for (const number of [1, 2, 3]) put(`RECV20261123-${number}.log`, 300);
    jest.spyOn(promises, "rm").mockRejectedValueOnce(new Error("EPERM: operation not permitted"));
    const log = open({ maxDirectorySize: 500 });
    await expect(log.append([lineAt(NOON, "a"), lineAt(NOON, "b")])).rejects.toThrow("EPERM");
    expect(names()).toEqual(["RECV20261123-1.log", "RECV20261124-1.log"]);
    expect(linesOf("RECV20261124-1.log").slice(5)).toEqual(
      [lineAt(NOON, "a"), lineAt(NOON, "b")].map((line) => line.trimEnd()),
    );
  });
});
