import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigDatabase } from "./config-database";
import { acquireHostLock } from "./host-lock";

test("nobody else may read or lock the files of a store, even in a directory that everybody may enter", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "private-file-"));
  chmodSync(dataDir, 0o755);
  const lock = acquireHostLock(dataDir);
  const store = await ConfigDatabase.open({ dataDir, now: Date.now });
  try {
    await store.tokens.create({ name: "ci", scopes: ["read"], stackPattern: null }, { tokenId: "t", tokenName: "t" });
    const files = readdirSync(dataDir).filter((name) => name !== "host.pid");
    const modes = new Map(files.map((name) => [name, statSync(join(dataDir, name)).mode & 0o077]));
    expect(modes).toEqual(new Map(files.map((name) => [name, 0])));
    expect(files).toEqual(expect.arrayContaining(["config.db", "config.db-wal", "host.lock"]));
  } finally {
    await store.close();
    lock.release();
    rmSync(dataDir, { recursive: true });
  }
});
