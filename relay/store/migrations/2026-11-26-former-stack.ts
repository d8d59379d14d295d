import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The stack that an object was moved from when its stack was renamed. */
export const addFormerStack: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable("object").addColumn("former_stack", "text").execute();
  },
};
