import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { crashBody } from "../crash/crash-body";
import { sendUntilCut } from "../crash/smtp-load";
import { ScriptedSink } from "../delivery/scripted-sink";
import {
  ask,
  type DatabaseConnection,
  describeOnPostgres,
  type PostgresServer,
  startPostgres,
} from "../harness/postgres";

const MESSAGES = 40;

describeOnPostgres("two hosts on one database", () => {
  let server: PostgresServer;
  let database: DatabaseConnection;
  let folder: string;
  const hosts: RelayHost[] = [];
  let sink: ScriptedSink | undefined;

  beforeAll(async () => {
    server = await startPostgres();
    database = await server.createDatabase();
    folder = mkdtempSync(join(tmpdir(), "relay-two-hosts-"));
  }, 60_000);
  afterAll(async () => {
    for (const host of hosts) await host.kill();
    await sink?.stop();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(name: string): Promise<RelayHost> {
    const store = `postgres://${database.user}@${database.host}:${database.port}/${database.database}`;
    const key = ["--secrets-key-file", join(folder, "secrets.key")];
    const flags = ["--store", store, "--hostname", `${name}.test`, "--log-level", "warn", ...key];
    const host = await startRelayHost({ dataDir: join(folder, name), token: "fleet-admin-token", flags });
    hosts.push(host);
    return host;
  }

  const messagesAt = async ({ endpoint, token }: RelayHost): Promise<number> => {
    const { body } = await new ControlCalls({ endpoint, token }).call("GET", "/v1/status");
    return (body as { readonly queue: { readonly messages: number } }).queue.messages;
  };

  test("mail that one accepted before it was killed is delivered by the other, which also takes over its listeners", async () => {
    const [smtp, hop] = [await freePort(), await freePort()];
    const first = await start("first");
    const calls = new ControlCalls(first);
    await makeCrmByHand(calls, { port: smtp });
    const smartHosts = [`127.0.0.1:${hop}`];
    await calls.create("SendConnector", { name: "Out", addressSpaces: ["SMTP:*;1"], smartHosts, requireTls: false });
    const second = await start("second");
    const taken: string[] = [];
    const enough = new Promise<void>((resolve) => {
      void sendUntilCut({
        port: smtp,
        next: () => ({ id: `M${taken.length}`, body: crashBody(`M${taken.length}`) }),
        onTaken: (id) => {
          taken.push(id);
          if (taken.length === MESSAGES) resolve();
        },
      });
    });
    await enough;
    await first.kill();
    expect(await messagesAt(second)).toBeGreaterThanOrEqual(0);
    // Thirty seconds of silence, told by hand.
    await ask(database, "update relay_spool.relay_spool_host set lease_until = 0 where name = 'first.test'");
    sink = await ScriptedSink.start({}, { port: hop });
    const seen = () =>
      new Set(sink?.messages.map(({ body }) => /^Subject: (M\d+)/m.exec(body.toString("latin1"))?.[1]));
    await waitFor("every message at the smart host", () => taken.every((id) => seen().has(id)), 60_000);
    await waitFor("an empty queue", async () => (await messagesAt(second)) === 0, 20_000);
    await waitFor("the second host's listener", () => heard(smtp), 30_000);
  }, 120_000);
});

async function heard(port: number): Promise<boolean> {
  let isTaken = false;
  await sendUntilCut({
    port,
    next: () => {
      if (isTaken) throw new Error("enough");
      return { id: "L", body: crashBody("L") };
    },
    onTaken: () => (isTaken = true),
  });
  return isTaken;
}
