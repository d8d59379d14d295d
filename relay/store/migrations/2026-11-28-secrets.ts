import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Passwords of accounts as hashes, passwords for other hosts sealed; never in the objects themselves. */
export const createSecretTable: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("secret")
      .addColumn("object_id", "text", (column) => column.primaryKey())
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("form", "text", (column) => column.notNull().check(sql`form in ('hash', 'sealed')`))
      .addColumn("value", "text", (column) => column.notNull())
      .addColumn("by_owner", "integer", (column) => column.notNull())
      .addColumn("former_value", "text")
      .addColumn("former_until", "integer")
      .addColumn("set_at", "integer", (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
