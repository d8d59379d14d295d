import type { Database } from "better-sqlite3";
import { type DatabaseConnection, type Driver, SqliteDialect, SqliteDriver } from "kysely";

/** Kysely's dialect for one open database file. */
export class ConfigDialect extends SqliteDialect {
  constructor(private readonly database: Database) {
    super({ database });
  }

  override createDriver(): Driver {
    return new ConfigDriver(this.database);
  }
}

class ConfigDriver extends SqliteDriver {
  constructor(private readonly database: Database) {
    super({ database });
  }

  // SQLite rolls back by itself when the disk is full or fails (sqlite.org/lang_transaction.html §3.1). A rollback after
  // that is an error, which would stand before the one that says what happened.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.database.inTransaction) await super.rollbackTransaction(connection);
  }
}
