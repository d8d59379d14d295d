import { describeOnPostgres, type PostgresServer, startPostgres } from "../harness/postgres";
import { describeConfigSecrets } from "./config-secrets.contract";
import { describeConfigStore, type StoreUnderTest } from "./config-store.contract";
import { describeFreeze } from "./freeze.contract";
import { describeImpact } from "./impact.contract";
import { emptyStore, fleetOn } from "./postgres-store";
import { describeRevert } from "./revert.contract";

let server: PostgresServer;

// What is committed survives only the test: the server is not asked to sync.
describeOnPostgres("on PostgreSQL", () => {
  let connection: Awaited<ReturnType<PostgresServer["createDatabase"]>>;
  beforeAll(async () => {
    server = await startPostgres(["fsync=off"]);
    connection = await server.createDatabase();
  }, 60_000);
  afterAll(() => server.remove());

  async function prepare(): Promise<StoreUnderTest> {
    await emptyStore(connection);
    const fleet = fleetOn(connection);
    return { open: () => fleet.open(), dispose: () => fleet.dispose() };
  }

  const ENGINE = "PostgreSQL";
  describeConfigStore(ENGINE, prepare);
  describeConfigSecrets(ENGINE, prepare);
  describeFreeze(ENGINE, prepare);
  describeRevert(ENGINE, prepare);
  describeImpact(ENGINE, prepare);
});
