import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { strict, wholeNumber } from "../sql-dialect";

/** What several hosts need to share a store; both tables stay empty where one host has it for itself. */
export const createFleetTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await strict(db, db.schema.createTable("change"))
      .addColumn("generation", wholeNumber(db), (column) => column.primaryKey())
      .addColumn("mark", "text", (column) => column.notNull().unique())
      .addColumn("objects", "text", (column) => column.notNull())
      .execute();
    await strict(db, db.schema.createTable("host"))
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("started_at", wholeNumber(db), (column) => column.notNull())
      .addColumn("seen_at", wholeNumber(db), (column) => column.notNull())
      .addColumn("revision", wholeNumber(db), (column) => column.notNull())
      .execute();
  },
};
