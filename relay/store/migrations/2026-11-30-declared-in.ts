import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Commit, file and line of the declaration that an object comes from. */
export const addDeclaredIn: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("object").addColumn("declared_in", "text").execute();
  },
};
