import { type Kysely, sql } from "kysely";
import type { ConfigSchema } from "../config-schema";
import type { HostRecord } from "../config-store";

/** A host, as it tells the others of itself. */
export interface HostNote {
  /** GUID of the process. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Revision in force there. */
  readonly revision: number;
}

/** Milliseconds after which a host that says nothing is no longer listed. */
const FORGOTTEN_AFTER = 3_600_000;

// One clock for all hosts.
const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

export async function noteHost(db: Kysely<ConfigSchema>, { id, name, version, revision }: HostNote): Promise<void> {
  await db
    .insertInto("host")
    .values({ id, name, version, revision, started_at: NOW, seen_at: NOW })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ revision, seen_at: NOW }))
    .execute();
}

export async function forgetHost(db: Kysely<ConfigSchema>, id: string): Promise<void> {
  await db
    .deleteFrom("host")
    .where((row) => row.or([row("id", "=", id), row("seen_at", "<", sql<number>`${NOW} - ${FORGOTTEN_AFTER}`)]))
    .execute();
}

/** Hosts that were seen within the hour, by name. */
export async function readHosts(db: Kysely<ConfigSchema>): Promise<readonly HostRecord[]> {
  const rows = await db
    .selectFrom("host")
    .selectAll()
    .select(sql<number>`${NOW} - seen_at`.as("silent"))
    .where("seen_at", ">", sql<number>`${NOW} - ${FORGOTTEN_AFTER}`)
    .orderBy("name")
    .orderBy("id")
    .execute();
  return rows.map(({ id, name, version, started_at: startedAt, seen_at: seenAt, revision, silent }) => {
    return { id, name, version, startedAt, seenAt, silentMs: Math.max(silent, 0), revision };
  });
}
