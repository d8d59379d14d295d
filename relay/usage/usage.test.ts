import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openUsage, type UsageOptions } from "./usage";
import { USAGE_FILE } from "./usage-file";

let directory: string;
let now: number;
const warnings: string[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relay-usage-"));
  now = Date.UTC(2026, 0, 1);
  warnings.length = 0;
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

function open(options: Partial<UsageOptions> = {}) {
  const log = { warn: (_fields: object, message: string) => void warnings.push(message) };
  return openUsage({ directory, clock: () => now, log, interval: 3_600_000, ...options });
}

async function useOnce(client = "192.168.2.55"): Promise<void> {
  const usage = await open();
  count(usage, client);
  await usage.close();
}

function count({ book }: Awaited<ReturnType<typeof open>>, client: string): void {
  const connector = book.connector("crm");
  const range = book.range(connector, "192.168.2.0/24");
  for (const cell of [connector.cell, range.cell, book.client(range, client)]) {
    cell.countMessage(now, 10);
    book.touch(cell);
  }
}

test("figures survive a restart, and the host remembers since when it counts", async () => {
  await useOnce();
  const began = now;
  now += 86_400_000;
  const again = await open();
  expect(again.book.since).toBe(began);
  expect(again.book.connector("crm").cell).toMatchObject({ messages: 1, lastUse: began });
  await again.close();
});

test("a host that is killed loses what came after the last save, and nothing else", async () => {
  const killed = await open();
  count(killed, "192.168.2.55");
  await killed.save();
  count(killed, "192.168.2.56");
  const again = await open();
  expect(again.book.connector("crm").cell.messages).toBe(1);
  await killed.close();
  await again.close();
});

test("a damaged file is set aside with a warning, and counting begins anew", async () => {
  await useOnce();
  const file = join(directory, USAGE_FILE);
  await writeFile(file, (await readFile(file, "utf8")).replace("192.168.2.0/24", "192.168.3.0/24"));
  now += 1000;
  const usage = await open();
  expect(usage.book).toMatchObject({ since: now, size: 0 });
  expect(warnings).toEqual(["the usage figures are damaged: they are set aside, and counting begins anew"]);
  expect((await readdir(directory)).sort()).toEqual([expect.stringContaining("usage.log.damaged-2026-01-01T00-00-01")]);
  await usage.close();
});

test("what a killed host left half written is cleared away, and nothing else", async () => {
  await useOnce();
  const unfinished = `${USAGE_FILE}.4b9f8c1e-7c1d-4c52-9d3f-3f6f0a1b2c3d`;
  await writeFile(join(directory, unfinished), "relay-usage 1");
  await writeFile(join(directory, `${USAGE_FILE}.damaged-2026-01-01T00-00-01-000Z`), "");
  await (await open()).close();
  expect((await readdir(directory)).sort()).toEqual([USAGE_FILE, `${USAGE_FILE}.damaged-2026-01-01T00-00-01-000Z`]);
});

test("a file that is no file stops no host either", async () => {
  const usage = await open({ directory: join(directory, "is", "not", "there") });
  count(usage, "192.168.2.55");
  await usage.save();
  await usage.save();
  await usage.close();
  expect(warnings).toEqual(["the usage figures cannot be saved; they are tried again"]);
});

test("figures that could not be saved are saved when they can be", async () => {
  const usage = await open();
  count(usage, "192.168.2.55");
  await usage.save();
  await rm(join(directory, USAGE_FILE));
  count(usage, "192.168.2.56");
  await usage.save();
  expect(warnings).toHaveLength(1);
  await usage.close();
  const again = await open();
  expect(again.book.connector("crm").cell.messages).toBe(2);
  await again.close();
});

test("the file stays small, however long it is written", async () => {
  const usage = await open();
  for (let round = 0; round < 300; round++) {
    for (let client = 0; client < 200; client++) count(usage, `192.168.2.${client}`);
    now += 1000;
    await usage.save();
  }
  expect((await readFile(join(directory, USAGE_FILE))).length).toBeLessThan(5 * 1024 * 1024);
  await usage.close();
  const again = await open();
  expect(again.book.connector("crm").cell.messages).toBe(60_000);
  await again.close();
});
