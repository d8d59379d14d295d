import { type Delivery, startDelivery } from "../../relay/delivery";
import { openSharedSpool } from "../../relay/shared-spool";
import type { Spool } from "../../relay/spool";
import { describeOnPostgres, type PostgresServer, startPostgres } from "../harness/postgres";
import { newMessage, put, sendConnector, SILENT, until } from "./delivery-house";
import { notificationsOf, ORIGINAL, RELAYING } from "./notification-house";
import { ScriptedSink } from "./scripted-sink";

const REPLIES: ReadonlyMap<string, string> = new Map([
  ["a@fabrikam.com", "550 5.1.1 no such user"],
  ["b@fabrikam.com", "451 4.2.1 later"],
]);

describeOnPostgres("notifications about mail of a queue that hosts share", () => {
  let server: PostgresServer;
  let sink: ScriptedSink;
  let spool: Spool;
  let delivery: Delivery;
  beforeAll(async () => {
    server = await startPostgres();
    sink = await ScriptedSink.start({ rcpt: (address) => REPLIES.get(address) ?? "250 ok" });
    const connection = await server.createDatabase();
    spool = await openSharedSpool({ connection, hostName: "host", clock: Date, log: SILENT });
  }, 60_000);
  afterAll(async () => {
    await delivery.stop({ graceMs: 1_000 });
    await spool.close();
    await sink.stop();
    await server.remove();
  });

  test("a failure and a delay are told, each once, though nobody keeps what is tried again in a minute", async () => {
    const { notices, made } = notificationsOf(spool);
    const out = sendConnector("out", [sink.smartHost]);
    const times = { delayNotificationTimeout: () => 0, retry: { base: 60_000, longest: 60_000 } };
    delivery = startDelivery({
      ...{ spool, notices, ...times, clock: Date, log: SILENT, random: () => 0.5 },
      hostname: "relay.contoso.com",
      routeRecipient: () => out,
    });
    for (const [index, address] of [...REPLIES.keys()].entries()) {
      await put(spool, newMessage(`Q${index + 1}`, [address], RELAYING), ORIGINAL);
    }
    await until("both notifications arrive", () => sink.messages.length === 2);
    await until("the second waits", async () => (await spool.show("Q2"))?.recipients[0]?.attempts === 1);
    await spool.retry("Q2");
    await until("it was tried again", async () => (await spool.show("Q2"))?.recipients[0]?.attempts === 2);
    expect(made.map(({ kind, about }) => `${kind} ${about}`).sort()).toEqual(["delayed Q2", "failed Q1"]);
    expect(await spool.show("Q1")).toMatchObject({ recipients: [{ state: "bounced" }] });
  });
});
