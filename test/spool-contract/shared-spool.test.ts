import { openSharedSpool } from "../../relay/shared-spool";
import type { Spool } from "../../relay/spool";
import { describeOnPostgres, type PostgresServer, startPostgres } from "../harness/postgres";
import { describeSpool } from "./spool.contract";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let server: PostgresServer;

describeOnPostgres("on PostgreSQL", () => {
  beforeAll(async () => (server = await startPostgres()), 60_000);
  afterAll(() => server.remove());

  describeSpool("a database that hosts share", async () => {
    const connection = await server.createDatabase();
    let spool: Spool | undefined;
    return {
      open: async () => {
        await spool?.close();
        const limits = { pollInterval: 30 };
        spool = await openSharedSpool({ connection, hostName: "host", clock: { now: () => 1_000 }, log, limits });
        return spool;
      },
      close: async () => spool?.close(),
    };
  });
});
