import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, type KyselyPlugin } from "kysely";
import type { AuditDraft, ObjectRecord } from "../../model";
import { appendAudit, changedSince, readAuditHead } from "./audit-table";
import { ConfigDialect } from "./config-dialect";
import type { ConfigSchema } from "./config-schema";
import { migrateConfig } from "./migrate-config";
import { openSqlite } from "./open-sqlite";

const DOMAIN = { id: "d", settings: { domainName: "contoso.com", comment: "500" } };

function draft(number: number, more: object = {}): AuditDraft {
  const settings = { domainName: "contoso.com", comment: `${number}` };
  const by = { tokenName: `token ${number}`, stack: null, action: "update" };
  // Only what is looked at.
  return { ...by, at: number, objectId: "d", revision: number, before: { settings }, ...more } as unknown as AuditDraft;
}

test("who changed an object is told without reading all of its changes", async () => {
  const directory = mkdtempSync(join(tmpdir(), "relay-changed-"));
  const file = join(directory, "config.db");
  let rows = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  const plain = new Kysely<ConfigSchema>({ dialect: new ConfigDialect(openSqlite(file)) });
  await migrateConfig(plain, file);
  const drafts = Array.from({ length: 500 }, (_, index) =>
    draft(index + 1, index === 250 ? { secret: "changed" } : { detail: '"secret":1' }),
  );
  const head = await readAuditHead(plain);
  await plain.transaction().execute((transaction) => appendAudit(transaction, head, drafts));
  const db = plain.withPlugin(counting);
  const told = (revision: number) => changedSince(db, DOMAIN as unknown as ObjectRecord, revision);
  expect(await told(0)).toMatchObject({ actor: "token 500 (by hand)", properties: ["comment", "password"] });
  expect(await told(251)).toMatchObject({ actor: "token 500 (by hand)", properties: ["comment"] });
  expect(await told(500)).toBeNull();
  expect(rows).toBeLessThan(10);
  await db.destroy();
  rmSync(directory, { recursive: true });
});
