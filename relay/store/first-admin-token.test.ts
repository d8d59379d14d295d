import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigDatabase } from "./config-database";
import { ensureFirstAdminToken } from "./first-admin-token";

describe("the first admin token", () => {
  let dataDir: string;
  let store: ConfigDatabase;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "first-token-"));
    store = await ConfigDatabase.open({ dataDir, now: Date.now });
  });
  afterEach(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const ensure = (chosen?: string) => ensureFirstAdminToken({ tokens: store.tokens, dataDir, chosen });

  it("is made once, into a file for the host's user alone, even where a file with a looser mode lies", async () => {
    const path = join(dataDir, "admin-token");
    writeFileSync(path, "left over");
    chmodSync(path, 0o644);
    expect(await ensure()).toEqual({ outcome: "made", path });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const token = readFileSync(path, "utf8").trim();
    expect(await store.tokens.verify(token)).toMatchObject({
      ok: true,
      record: { name: "first admin", scopes: ["admin"] },
    });
    expect(await ensure()).toEqual({ outcome: "exists" });
    expect(readFileSync(path, "utf8").trim()).toBe(token);
  });

  it("is the operator's when one is given at the first start, and is written nowhere then", async () => {
    const chosen = "chosen-by-the-operator-0123456789";
    expect(await ensure(chosen)).toEqual({ outcome: "chosen" });
    expect(await store.tokens.verify(chosen)).toMatchObject({ ok: true });
    expect(readdirSync(dataDir)).not.toContain("admin-token");
    expect(await ensure("another-token-another-token")).toEqual({ outcome: "exists" });
    expect(await store.tokens.verify("another-token-another-token")).toEqual({ ok: false, reason: "unknown" });
  });

  it.each(["", undefined])("is made when RELAY_ADMIN_TOKEN is %p", async (chosen) => {
    expect(await ensure(chosen)).toMatchObject({ outcome: "made" });
  });
});
