import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { type DatabaseConnection, describeOnPostgres, type PostgresServer, startPostgres } from "../harness/postgres";
import { SmtpConversation } from "../harness/smtp-conversation";

const PASSWORD = "pass-word-of-the-database";

interface Ready {
  readonly ready: boolean;
  readonly revision: number;
  readonly reasons: readonly string[];
}

describeOnPostgres("a configuration that two hosts share", () => {
  let server: PostgresServer;
  let database: DatabaseConnection;
  let folder: string;
  const hosts: RelayHost[] = [];

  beforeAll(async () => {
    server = await startPostgres(["fsync=off"]);
    database = await server.createDatabase();
    folder = mkdtempSync(join(tmpdir(), "relay-shared-configuration-"));
  }, 60_000);
  afterAll(async () => {
    for (const host of hosts) await host.kill();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(name: string): Promise<RelayHost> {
    const { user, host, port } = database;
    const env = {
      RELAY_STORE: `postgres://${user}:${PASSWORD}@${host}:${port}/${database.database}`,
      RELAY_SECRETS_KEY_FILE: join(folder, "secrets.key"),
    };
    const started = await startRelayHost({
      dataDir: join(folder, name),
      token: "fleet-admin-token",
      flags: ["--hostname", `${name}.test`],
      env,
    });
    hosts.push(started);
    return started;
  }

  const readiness = async ({ endpoint }: RelayHost) => (await (await fetch(`${endpoint}/readyz`)).json()) as Ready;

  it("is in force on both, survives the database's crash, and is writable again after it", async () => {
    const [one, other] = [await start("one"), await start("other")];
    const port = await freePort();
    const calls = new ControlCalls(one);
    const given = { name: "CRM", bindings: [`127.0.0.1:${port}`], remoteIpRanges: ["127.0.0.1"] };
    const connector = await calls.create("ReceiveConnector", { ...given, permissionGroups: ["AnonymousUsers"] });
    await waitFor("the other host to follow", async () => (await readiness(other)).revision === connector.revision);
    const status = (await new ControlCalls(other).call("GET", "/v1/status")).body as {
      readonly store: { readonly where: string; readonly shared: boolean; readonly hosts: readonly { name: string }[] };
    };
    expect(status.store).toMatchObject({
      shared: true,
      where: expect.stringMatching(/^postgres:\/\/postgres@127/) as string,
    });
    expect(status.store.hosts.map(({ name }) => name)).toEqual(["one.test", "other.test"]);

    await server.crash();
    await waitFor("the loss to show", async () => {
      const { ready, reasons } = await readiness(one);
      return !ready && reasons.join().includes(`The config store ${status.store.where} is away since`);
    });
    // The listener and its rights stand; the answers of the API are those of a host that cannot write.
    const client = await SmtpConversation.open({ port });
    expect(await client.reply()).toMatch(/^220 /);
    client.end();
    const refused = calls.create("AcceptedDomain", { domainName: "contoso.com", domainType: "Authoritative" });
    await expect(refused).rejects.toThrow(/answered 503: .*RELAY_STORE_UNAVAILABLE/);

    await server.start();
    await waitFor("both hosts to recover", async () => (await readiness(one)).ready, 20_000);
    await calls.create("AcceptedDomain", { domainName: "contoso.com", domainType: "Authoritative" });
    for (const host of hosts) expect(host.log()).not.toContain(PASSWORD);
  }, 90_000);
});
