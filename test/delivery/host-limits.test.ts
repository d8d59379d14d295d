import { BODY, DeliveryFixture } from "./delivery-fixture";
import { sendConnector, until } from "./delivery-house";

const fixture = DeliveryFixture.use();

async function putMany(count: number): Promise<void> {
  for (let message = 0; message < count; message++) await fixture.put();
}

describe("smart hosts and their limits", () => {
  test("SmartHosts: weights share the mail, and a host of weight 0 gets none while another works", async () => {
    const [one, three, spare] = [await fixture.sink(), await fixture.sink(), await fixture.sink()];
    const hosts = [`${one.smartHost};1`, `${three.smartHost};3`, `${spare.smartHost};0`];
    let turn = 0;
    fixture.deliver(sendConnector("out", hosts, { maxConnectionsPerHost: 50 }), { random: () => (turn++ % 4) / 4 });
    await putMany(40);
    await fixture.untilEmpty();
    expect([one, three, spare].map(({ messages }) => messages.length)).toEqual([10, 30, 0]);
  });

  test("SmartHosts: a host of weight 0 takes over when none of the others works", async () => {
    const [dead, spare] = [await fixture.sink(), await fixture.sink()];
    const hosts = [`${spare.smartHost};0`, dead.smartHost];
    await dead.stop();
    fixture.deliver(sendConnector("out", hosts));
    await putMany(3);
    await fixture.untilEmpty();
    expect(spare.messages).toHaveLength(3);
  });

  test("SmartHosts: a name is looked up as the machine does, and any of its addresses will do", async () => {
    const sink = await fixture.sink();
    fixture.deliver(sendConnector("out", [`localhost:${sink.port}`]));
    await putMany(1);
    await fixture.untilEmpty();
    expect(sink.messages).toHaveLength(1);
  });

  test("SourceIPAddress: connections to smart hosts come from there", async () => {
    const sink = await fixture.sink();
    fixture.deliver(sendConnector("out", [sink.smartHost], { sourceIpAddress: "127.0.0.42" }));
    await putMany(1);
    await fixture.untilEmpty();
    expect(sink.clients).toEqual(["127.0.0.42"]);
  });

  test("SourceIPAddress: a smart host of the other family is a fault of the route", async () => {
    const sink = await fixture.sink();
    const delivery = fixture.deliver(sendConnector("out", [sink.smartHost], { sourceIpAddress: "::1" }));
    await putMany(1);
    expect(await fixture.heldRoute(delivery)).toBe("127.0.0.1 has no address of the family of sourceIpAddress ::1.");
  });

  test("Fqdn: the connector's name stands in EHLO", async () => {
    const sink = await fixture.sink();
    fixture.deliver(sendConnector("out", [sink.smartHost], { fqdn: "mail.contoso.com" }));
    await putMany(1);
    await fixture.untilEmpty();
    expect(sink.commands[0]).toBe("EHLO mail.contoso.com");
  });

  test("maxConnectionsPerHost: never more connections at once", async () => {
    const sink = await fixture.sink();
    fixture.deliver(sendConnector("out", [sink.smartHost], { maxConnectionsPerHost: 2 }));
    await putMany(60);
    await fixture.untilEmpty();
    expect(sink.messages).toHaveLength(60);
    expect(sink.mostOpen).toBe(2);
  });

  test("SmtpMaxMessagesPerConnection: the connection ends after so many", async () => {
    const sink = await fixture.sink();
    const limits = { maxConnectionsPerHost: 1, smtpMaxMessagesPerConnection: 3 };
    fixture.deliver(sendConnector("out", [sink.smartHost], limits));
    await putMany(7);
    await fixture.untilEmpty();
    expect(sink.messages.map(({ connection }) => connection)).toEqual([1, 1, 1, 2, 2, 2, 3]);
  });

  test("maxMessagesPerMinutePerHost: the rest waits for the minute to pass, without attempts, or goes to another host", async () => {
    const [first, second] = [await fixture.sink(), await fixture.sink()];
    let minutes = 0;
    const clock = { now: () => 1_000_000_000_000 + minutes * 60_000 };
    const connector = sendConnector("out", [first.smartHost, second.smartHost], { maxMessagesPerMinutePerHost: 3 });
    const delivery = fixture.deliver(connector, { clock });
    const sent = (): number => first.messages.length + second.messages.length;
    await putMany(10);
    await until("both have had their share", () => sent() === 6 && delivery.stats().inFlight === 0);
    expect([first, second].map(({ messages }) => messages.length)).toEqual([3, 3]);
    expect(delivery.stats()).toMatchObject({ waiting: 4, deferred: 0, alarms: [] });
    minutes = 2;
    delivery.routesChanged();
    await fixture.untilEmpty();
    expect(sent()).toBe(10);
  });

  test("ConnectionInactivityTimeOut: an idle connection is ended with QUIT, and another is opened later", async () => {
    const sink = await fixture.sink();
    fixture.deliver(sendConnector("out", [sink.smartHost], { connectionInactivityTimeout: "00:00:01" }));
    await putMany(1);
    await fixture.untilEmpty();
    expect(sink.open).toBe(1);
    await until("the connection is gone", () => sink.open === 0);
    expect(sink.commands.at(-1)).toBe("QUIT");
    await putMany(1);
    await fixture.untilEmpty();
    expect(sink.connections).toBe(2);
  });

  test("MaxMessageSize: a larger message is held for good, one of that size goes", async () => {
    const sink = await fixture.sink();
    fixture.deliver(sendConnector("out", [sink.smartHost], { maxMessageSize: 65_536 }));
    const head = "Subject: x\r\n\r\n";
    const sized = (size: number): Buffer => Buffer.from(`${head}${"x".repeat(size - head.length - 2)}\r\n`);
    await fixture.put(["a@fabrikam.com"], sized(65_537));
    expect(await fixture.heldReply()).toBe(
      "552 5.3.4 The message has 65537 bytes, more than the send connector takes (65536)",
    );
    await fixture.put(["a@fabrikam.com"], sized(65_536));
    await until("the other one is there", () => sink.messages.length === 1);
    expect(sink.messages[0]?.body).toHaveLength(65_536);
  });

  test("SIZE of the next host is kept to: a larger message is not begun", async () => {
    const sink = await fixture.sink({ extensions: ["SIZE 20"] });
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    await putMany(1);
    expect(await fixture.heldReply()).toBe(
      `552 5.3.4 The message has ${BODY.length} bytes, more than the next hop takes (20)`,
    );
    expect(sink.commands.filter((line) => line.startsWith("MAIL"))).toEqual([]);
  });

  test("SIZE without a number means no limit", async () => {
    const sink = await fixture.sink({ extensions: ["SIZE"] });
    fixture.deliver(sendConnector("out", [sink.smartHost]));
    await putMany(1);
    await fixture.untilEmpty();
    expect(sink.commands).toContain(`MAIL FROM:<crm@contoso.com> SIZE=${BODY.length}`);
  });

  test("Enabled: mail of a connector that is switched off finds another route, at the next attempt", async () => {
    const [first, second] = [await fixture.sink({ data: () => "451 4.3.0 later" }), await fixture.sink()];
    let connector = sendConnector("first", [first.smartHost]);
    const delivery = fixture.house.deliver({ routeRecipient: () => connector });
    await putMany(1);
    await until("it was put off", () => delivery.stats().deferred > 0);
    connector = sendConnector("second", [second.smartHost]);
    delivery.routesChanged();
    await fixture.untilEmpty();
    expect(second.messages).toHaveLength(1);
  });
});
