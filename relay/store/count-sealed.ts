import Sqlite from "better-sqlite3";

/** How many passwords there are in a config store that nothing but its key opens. */
export function countSealed(file: string): number {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    // Before the first release with passwords there was none.
    if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'secret'").get() === undefined) return 0;
    return database.prepare("SELECT count(*) FROM secret WHERE form = 'sealed'").pluck().get() as number;
  } finally {
    database.close();
  }
}
