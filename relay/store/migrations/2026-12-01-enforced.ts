import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** What is enforced of a connector whose settings are observed only. */
export const addEnforced: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("object").addColumn("enforced", "text").execute();
  },
};
