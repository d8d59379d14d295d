import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { ConfigSchema } from "./config-schema";
import type { Installation } from "./config-store";

/** What a store knows about itself. */
export interface StoreIdentity {
  readonly installation: Installation;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Transactions that changed a store which hosts share. */
  readonly generation: number;
}

/** Reads who the store is; a new one becomes an installation of its own. */
export async function ensureIdentity(db: Kysely<ConfigSchema>, now: number): Promise<StoreIdentity> {
  const fresh = { installation_id: randomUUID(), epoch: "1", created_at: String(now), revision: "0", generation: "0" };
  const rows = Object.entries(fresh).map(([key, value]) => ({ key, value }));
  await db
    .insertInto("meta")
    .values(rows)
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  return readIdentity(db);
}

export async function readIdentity(db: Kysely<ConfigSchema>): Promise<StoreIdentity> {
  const stored = new Map((await db.selectFrom("meta").selectAll().execute()).map(({ key, value }) => [key, value]));
  const installation = { id: stored.get("installation_id") ?? "", epoch: Number(stored.get("epoch")) };
  return { installation, createdAt: Number(stored.get("created_at")), generation: Number(stored.get("generation")) };
}

export async function writeEpoch(db: Kysely<ConfigSchema>, epoch: number): Promise<void> {
  await db
    .updateTable("meta")
    .set({ value: String(epoch) })
    .where("key", "=", "epoch")
    .execute();
}
