import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureIdentity } from "./meta-table";
import { readSecrets, removeSecrets } from "./secret-table";
import { openSqliteEngine } from "./sqlite-engine";
import { readRevision, writeChanges } from "./state-table";

test("one write may take away more objects than a statement has parameters, as a restore does", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-many-"));
  const engine = await openSqliteEngine(join(folder, "config.db"));
  try {
    const ids = Array.from({ length: 70_000 }, (_, number) => `id ${number}`);
    const removed = ids.map((id) => ({ kind: "ConnectorPermission", id }) as const);
    const revision = await engine.exclusively(async ({ db }) => {
      await ensureIdentity(db, 0);
      await writeChanges(db, 0, { revision: 1, put: [], removed, releases: null });
      await removeSecrets(db, ids);
      expect(await readSecrets(db, ids)).toEqual(new Map());
      return readRevision(db);
    });
    expect(revision).toBe(1);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
