import { SpoolFault } from "../spool";

// SQLSTATE 53100 disk_full, 53200 out_of_memory, 53300 too_many_connections: all pass as room is made.
const NO_ROOM = /^53/;

/** The fault that an error of the database means. Its text is not shown: it may hold addresses. */
export function databaseFault(error: unknown): SpoolFault {
  if (error instanceof SpoolFault) return error;
  const { code } = error as { readonly code?: string };
  if (code !== undefined && NO_ROOM.test(code))
    return new SpoolFault("disk-full", `the database has no room (${code})`);
  return new SpoolFault("store-failed", `the database does not answer as it should (${code ?? "no answer"})`);
}
