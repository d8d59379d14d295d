import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { strict, wholeNumber } from "../sql-dialect";

/** Passwords of accounts as hashes, passwords for other hosts sealed; never in the objects themselves. */
export const createSecretTable: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await strict(db, db.schema.createTable("secret"))
      .addColumn("object_id", "text", (column) => column.primaryKey())
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("form", "text", (column) => column.notNull().check(sql`form in ('hash', 'sealed')`))
      .addColumn("value", "text", (column) => column.notNull())
      .addColumn("by_owner", wholeNumber(db), (column) => column.notNull())
      .addColumn("former_value", "text")
      .addColumn("former_until", wholeNumber(db))
      .addColumn("set_at", wholeNumber(db), (column) => column.notNull())
      .execute();
  },
};
