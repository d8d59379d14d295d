import Sqlite from "better-sqlite3";
import { Kysely, sql } from "kysely";
import { ConfigDialect } from "./config-dialect";

test("a full disk is named as what it is, leaves nothing, and the next transaction works", async () => {
  const database = new Sqlite(":memory:");
  const db = new Kysely<{ note: { text: string } }>({ dialect: new ConfigDialect(database) });
  await sql`create table note (text text)`.execute(db);
  database.pragma("max_page_count = 20");
  const write = (text: string) =>
    db.transaction().execute(async (transaction) => {
      await transaction.insertInto("note").values({ text: "before" }).execute();
      await transaction.insertInto("note").values({ text }).execute();
    });
  await expect(write("x".repeat(200_000))).rejects.toThrow("database or disk is full");
  await write("after");
  expect((await db.selectFrom("note").selectAll().execute()).map(({ text }) => text)).toEqual(["before", "after"]);
  await db.destroy();
});
