import { randomBytes } from "node:crypto";
import { DeliveryHouse, newMessage, put, sendConnector, until } from "./delivery-house";
import { ScriptedSink, type SinkScript } from "./scripted-sink";

let house: DeliveryHouse;
const sinks: ScriptedSink[] = [];

beforeEach(async () => {
  house = await DeliveryHouse.open();
});
afterEach(async () => {
  await house.close();
  for (const sink of sinks.splice(0)) await sink.stop();
});

async function sinkThat(script: Partial<SinkScript> = {}, port = 0): Promise<ScriptedSink> {
  const sink = await ScriptedSink.start(script, { port });
  sinks.push(sink);
  return sink;
}

const BODY = Buffer.from("Received: by relay\r\nSubject: x\r\n\r\n.dot\r\n..dots\r\nend\r\n");

async function isEmpty(): Promise<boolean> {
  return house.spool.counts().messages === 0;
}

describe("delivery", () => {
  test("a message reaches the smart host byte for byte and leaves the queue for good", async () => {
    const sink = await sinkThat();
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com", "b@fabrikam.com"], { bodyType: "8BITMIME" }), BODY);
    await until("the queue is empty", isEmpty);
    expect(sink.messages).toEqual([
      { from: "crm@contoso.com", to: ["a@fabrikam.com", "b@fabrikam.com"], body: BODY, connection: 1 },
    ]);
    expect(sink.commands).toContain("EHLO relay.contoso.com");
    expect(sink.commands).toContain(`MAIL FROM:<crm@contoso.com> BODY=8BITMIME SIZE=${BODY.length}`);

    await house.spool.close();
    await house.openSpool();
    expect(house.spool.counts().messages).toBe(0);
  });

  test("a body in a file of its own is streamed byte for byte", async () => {
    const sink = await sinkThat();
    const body = Buffer.from(
      `Subject: large\r\n\r\n${randomBytes(600_000)
        .toString("base64")
        .replace(/(.{76})/g, "$1\r\n")}\r\n`,
    );
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"], { sender: "" }), body);
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await until("the queue is empty", isEmpty);
    expect(sink.messages[0]?.from).toBe("");
    expect(sink.messages[0]?.body.equals(body)).toBe(true);
  });

  test("each recipient gets what the smart host said of it: delivered, held for good, tried again", async () => {
    let patience = 0;
    const sink = await sinkThat({
      rcpt: (address) => {
        if (address.startsWith("never")) return "550 5.1.1 no such user";
        return address.startsWith("later") && patience++ < 2 ? "451 4.2.1 later" : "250 ok";
      },
    });
    const delivery = house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com", "never@fabrikam.com", "later@fabrikam.com"]), BODY);
    await until("only the refused recipient is left", () => delivery.stats().delivered === 2);
    const [message] = await house.spool.list({ state: "failed", limit: 10 });
    expect(message?.recipients).toMatchObject([
      { state: "delivered", attempts: 1 },
      { state: "held", holdReason: "failed", lastReply: "550 5.1.1 no such user", attempts: 1 },
      { state: "delivered", attempts: 3 },
    ]);
    expect(sink.messages.map(({ to }) => to)).toEqual([["a@fabrikam.com"], ["later@fabrikam.com"]]);
    expect(house.spool.counts()).toMatchObject({ messages: 1, held: { failed: 1 } });
  });

  test("held mail outlives a restart with its reason, and a release sends it", async () => {
    let isOpen = false;
    const sink = await sinkThat({ data: () => (isOpen ? "250 ok" : "554 5.7.1 not now, not ever") });
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("it is held", () => house.spool.counts().held.failed === 1);
    await house.delivery?.stop({ graceMs: 1_000 });
    await house.spool.close();
    await house.openSpool();
    expect(await house.spool.show("Q1")).toMatchObject({
      recipients: [{ state: "held", holdReason: "failed", lastReply: "554 5.7.1 not now, not ever" }],
    });
    isOpen = true;
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    expect(await house.spool.release("Q1")).toBe(true);
    await until("the queue is empty", isEmpty);
    // The sink kept no refused message.
    expect(sink.messages).toHaveLength(1);
  });

  test("a smart host that refuses connections holds the route, costs the mail no attempt, and the next host gets it", async () => {
    const dead = await sinkThat();
    const { smartHost } = dead;
    await dead.stop();
    const alive = await sinkThat();
    const delivery = house.deliver({
      routeRecipient: () => sendConnector("out", [smartHost, alive.smartHost]),
      random: () => 0,
    });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("the queue is empty", isEmpty);
    expect(alive.messages).toHaveLength(1);
    expect(delivery.stats()).toMatchObject({ delivered: 1, deferred: 0, failed: 0 });
    expect(delivery.stats().routes[0]).toMatchObject({ state: "held", smartHost });
  });

  test("mail waits without attempts while its only smart host is away, and goes when it is back", async () => {
    const first = await sinkThat();
    const { port, smartHost } = first;
    await first.stop();
    const delivery = house.deliver({ routeRecipient: () => sendConnector("out", [smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("the route is held", () => delivery.stats().alarms.length > 0);
    expect(delivery.stats().alarms[0]).toContain(`Smart host ${smartHost} of send connector "out" does not work`);
    expect((await house.spool.show("Q1"))?.recipients[0]).toMatchObject({ attempts: 0 });
    const back = await sinkThat({}, port);
    await until("the queue is empty", isEmpty);
    expect(back.messages).toHaveLength(1);
    expect(delivery.stats().alarms).toEqual([]);
  });

  test.each([
    { title: "a greeting of 421", script: { greeting: () => "421 4.3.2 too busy" } },
    { title: "a greeting of 554", script: { greeting: () => "554 5.7.1 go away" } },
    { title: "a wish for a login", script: { mail: () => "530 5.7.0 authentication required" } },
    { title: "a connection cut at the sender", script: { mail: () => undefined } },
  ])("$title is the route's fault: the mail stays queued, untried", async ({ script }) => {
    const sink = await sinkThat(script);
    const delivery = house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("the route is held", () => delivery.stats().alarms.length > 0);
    expect(await house.spool.list({ state: "failed", limit: 1 })).toEqual([]);
    expect((await house.spool.show("Q1"))?.recipients[0]).toMatchObject({ attempts: 0, holdReason: null });
  });

  test("a smart host without TLS gets nothing from a connector that requires it", async () => {
    const sink = await sinkThat();
    const delivery = house.deliver({
      routeRecipient: () => sendConnector("out", [sink.smartHost], { requireTls: true }),
    });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("the route is held", () => delivery.stats().alarms.length > 0);
    expect(sink.commands.some((line) => line.startsWith("MAIL"))).toBe(false);
    expect((await house.spool.show("Q1"))?.recipients[0]).toMatchObject({ attempts: 0 });
  });

  test("a connection lost after the final dot is tried again and counted as a possible duplicate", async () => {
    let cuts = 1;
    const sink = await sinkThat({ data: () => (cuts-- > 0 ? undefined : "250 ok") });
    const delivery = house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("the queue is empty", isEmpty);
    expect(sink.messages).toHaveLength(2);
    expect(delivery.stats()).toMatchObject({ delivered: 1, deferred: 1, possibleDuplicates: 1 });
  });

  test("mail without a route is held with an alarm, and goes when a change brings one", async () => {
    const sink = await sinkThat();
    let isRouted = false;
    const delivery = house.deliver({
      routeRecipient: () => (isRouted ? sendConnector("out", [sink.smartHost]) : undefined),
    });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("it is held", () => house.spool.counts().held["no-route"] === 1);
    expect(delivery.stats().alarms).toEqual([
      "No send connector serves 1 queued recipients: they are held until one does.",
    ]);
    isRouted = true;
    delivery.routesChanged();
    await until("the queue is empty", isEmpty);
    expect(sink.messages).toHaveLength(1);
  });

  test("mail that waits for a dead host follows a changed route", async () => {
    const dead = await sinkThat();
    const { smartHost } = dead;
    await dead.stop();
    const alive = await sinkThat();
    let hosts = [smartHost];
    const delivery = house.deliver({
      routeRecipient: () => sendConnector("out", hosts),
      backOff: { first: 60_000, longest: 60_000 },
    });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("the route is held", () => delivery.stats().alarms.length > 0);
    hosts = [alive.smartHost];
    delivery.routesChanged();
    await until("the queue is empty", isEmpty);
    expect(alive.messages).toHaveLength(1);
  });

  test("routes may change again and again under load: nothing is lost, nothing stands still", async () => {
    const sink = await sinkThat();
    const delivery = house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    const ids = Array.from({ length: 300 }, (_, index) => `Q${index}`);
    const puts = ids.map((queueId) => put(house.spool, newMessage(queueId, ["a@fabrikam.com"]), BODY));
    await until("the queue is empty", async () => {
      delivery.routesChanged();
      return sink.messages.length >= 300 && isEmpty();
    });
    await Promise.all(puts);
    expect(sink.messages).toHaveLength(300);
  });

  test("MessageExpirationTimeout: mail that is put off beyond its lifetime is held as expired, not deleted", async () => {
    const sink = await sinkThat({ data: () => "451 4.3.0 later" });
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]), messageExpiration: () => 60 });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("it is held", () => house.spool.counts().held.expired === 1);
    expect((await house.spool.show("Q1"))?.recipients[0]).toMatchObject({
      holdReason: "expired",
      lastReply: "451 4.3.0 later",
    });
  });

  test("mail that outlives its lifetime behind a dead route is held as expired", async () => {
    const dead = await sinkThat();
    const { smartHost } = dead;
    await dead.stop();
    house.deliver({ routeRecipient: () => sendConnector("out", [smartHost]), messageExpiration: () => 60 });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("it is held", () => house.spool.counts().held.expired === 1);
  });

  test("maxConnectionsPerHost and SmtpMaxMessagesPerConnection: at most 7 connections at once, each changed after 100 messages", async () => {
    const sink = await sinkThat();
    const limits = { maxConnectionsPerHost: 7, smtpMaxMessagesPerConnection: 100 };
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost], limits) });
    const ids = Array.from({ length: 600 }, (_, index) => `Q${index}`);
    await Promise.all(ids.map((queueId) => put(house.spool, newMessage(queueId, ["a@fabrikam.com"]), BODY)));
    await until("the queue is empty", isEmpty);
    expect(sink.messages).toHaveLength(600);
    // One that was told goodbye may still be there while the next one opens.
    expect(sink.mostOpen).toBeLessThanOrEqual(8);
    const perConnection = new Map<number, number>();
    for (const { connection } of sink.messages) perConnection.set(connection, (perConnection.get(connection) ?? 0) + 1);
    expect(Math.max(...perConnection.values())).toBeLessThanOrEqual(100);
  });

  test("a kept connection that the smart host closed costs nothing: another is used at once", async () => {
    const sink = await sinkThat();
    const delivery = house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await until("the queue is empty", isEmpty);
    sink.cut();
    await put(house.spool, newMessage("Q2", ["a@fabrikam.com"]), BODY);
    await until("the queue is empty", isEmpty);
    expect(sink.messages).toHaveLength(2);
    expect(delivery.stats()).toMatchObject({ delivered: 2, deferred: 0, possibleDuplicates: 0 });
  });

  test("a message that the disk does not give is put off, and keeps no connection from the others", async () => {
    const sink = await sinkThat();
    const { claims } = house.spool;
    let faults = 3;
    const content: typeof claims.content = (queueId) =>
      faults-- > 0 ? Promise.reject(new Error("EMFILE: too many open files")) : claims.content(queueId);
    const connector = sendConnector("out", [sink.smartHost], { maxConnectionsPerHost: 1 });
    house.deliver({
      routeRecipient: () => connector,
      spool: { claims: { ...claims, content }, counts: () => house.spool.counts() },
    });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    await put(house.spool, newMessage("Q2", ["b@fabrikam.com"]), BODY);
    await until("the queue is empty", isEmpty);
    expect(sink.messages.flatMap(({ to }) => to).sort()).toEqual(["a@fabrikam.com", "b@fabrikam.com"]);
  });

  test("250 recipients of one message go in transactions of at most 100", async () => {
    const sink = await sinkThat();
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    const recipients = Array.from({ length: 250 }, (_, index) => `r${index}@fabrikam.com`);
    await put(house.spool, newMessage("Q1", recipients), BODY);
    await until("the queue is empty", isEmpty);
    expect(sink.messages.map(({ to }) => to.length).sort()).toEqual([100, 100, 50]);
    expect(sink.messages.flatMap(({ to }) => to).sort()).toEqual([...recipients].sort());
  });

  test("an operator's hold stops mail that waits, retry and delete act on it", async () => {
    const sink = await sinkThat({ data: () => "451 4.3.0 later" });
    house.deliver({
      routeRecipient: () => sendConnector("out", [sink.smartHost]),
      retry: { base: 600_000, longest: 600_000 },
    });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"]), BODY);
    const attempts = async (): Promise<number | undefined> => (await house.spool.show("Q1"))?.recipients[0]?.attempts;
    await until("it was tried", async () => (await attempts()) === 1);
    expect(await house.spool.retry("Q1")).toBe(true);
    await until("it was tried again", async () => (await attempts()) === 2);
    expect(await house.spool.hold("Q1")).toBe(true);
    expect(house.spool.counts().held.operator).toBe(1);
    expect(await house.spool.delete("Q1")).toBe(true);
    expect(await house.spool.delete("Q1")).toBe(false);
    expect(await house.spool.show("Q1")).toBeUndefined();
  });
});
