import type { SendConnectorSettings, SnapshotSendConnector } from "../../model";
import { createNameLookup, type Delivery, type DeliveryOptions } from "../../relay/delivery";
import { BODY, DeliveryFixture } from "./delivery-fixture";
import { sendConnector, until } from "./delivery-house";
import { NameServer, type NameRecords } from "./name-server";
import type { ScriptedSink } from "./scripted-sink";

const fixture = DeliveryFixture.use();
type Names = Readonly<Record<string, NameRecords>>;

interface Scene {
  readonly names: Names;
  readonly port: number;
  readonly settings?: Partial<SendConnectorSettings>;
  readonly options?: Partial<DeliveryOptions>;
}

async function deliverBy({
  names,
  port,
  settings,
  options,
}: Scene): Promise<{ delivery: Delivery; names: NameServer }> {
  const server = await NameServer.start(names);
  fixture.onStop(() => server.stop());
  const connector: SnapshotSendConnector = sendConnector("Internet", [], {
    dnsRoutingEnabled: true,
    port,
    ...settings,
  });
  const lookup = createNameLookup({ servers: [server.address], timeout: 500 });
  return { delivery: fixture.deliver(connector, { lookup, ...options }), names: server };
}

/** Sinks on one port, each at an address of its own. */
async function sinksAt(...addresses: readonly string[]): Promise<readonly ScriptedSink[]> {
  const [first = "127.0.0.1", ...others] = addresses;
  const one = await fixture.sink({}, { address: first });
  return [one, ...(await Promise.all(others.map((address) => fixture.sink({}, { address, port: one.port }))))];
}

function portOf([first]: readonly ScriptedSink[]): number {
  return first?.port ?? 0;
}

function counts(sinks: readonly ScriptedSink[]): readonly number[] {
  return sinks.map(({ messages }) => messages.length);
}

/** A port that nobody listens on. */
async function deadPort(): Promise<number> {
  const sink = await fixture.sink();
  const { port } = sink;
  await sink.stop();
  return port;
}

describe("DNS routing", () => {
  test("DNSRoutingEnabled: mail goes to the MX host of the best preference, over the connector's Port", async () => {
    const sinks = await sinksAt("127.0.0.1", "127.0.0.2");
    const names: Names = {
      "fabrikam.com": {
        mx: [
          [20, "mx2.fabrikam.com"],
          [10, "mx1.fabrikam.com"],
        ],
      },
      "mx1.fabrikam.com": { a: ["127.0.0.1"] },
      "mx2.fabrikam.com": { a: ["127.0.0.2"] },
    };
    const { delivery } = await deliverBy({ names, port: portOf(sinks) });
    await fixture.put();
    await fixture.untilEmpty();
    expect(counts(sinks)).toEqual([1, 0]);
    expect(sinks[0]?.messages[0]?.body).toEqual(BODY);
    expect(delivery.stats().routes[0]).toMatchObject({ smartHost: "MX of fabrikam.com", state: "working" });
  });

  test("DNSRoutingEnabled: the next preference gets the mail when no host of the best one answers", async () => {
    const sinks = await sinksAt("127.0.0.3");
    const names: Names = {
      "fabrikam.com": {
        mx: [
          [10, "dead.fabrikam.com"],
          [10, "gone.fabrikam.com"],
          [20, "mx2.fabrikam.com"],
        ],
      },
      "dead.fabrikam.com": { a: ["127.0.0.1"] },
      "mx2.fabrikam.com": { a: ["127.0.0.3"] },
    };
    await deliverBy({ names, port: portOf(sinks) });
    await fixture.put();
    await fixture.untilEmpty();
    expect(counts(sinks)).toEqual([1]);
  });

  test("DNSRoutingEnabled: hosts of equal preference share the mail", async () => {
    const sinks = await sinksAt("127.0.0.1", "127.0.0.2");
    const names: Names = {
      "fabrikam.com": {
        mx: [
          [10, "mx1.fabrikam.com"],
          [10, "mx2.fabrikam.com"],
        ],
      },
      "mx1.fabrikam.com": { a: ["127.0.0.1"] },
      "mx2.fabrikam.com": { a: ["127.0.0.2"] },
    };
    let turn = 0;
    await deliverBy({ names, port: portOf(sinks), options: { random: () => (turn++ % 2) * 0.9 } });
    for (let message = 0; message < 6; message++) await fixture.put();
    await fixture.untilEmpty();
    expect(counts(sinks).every((count) => count > 0)).toBe(true);
  });

  test.each<{ readonly title: string; readonly names: Names }>([
    { title: "the domain's own address without MX", names: { "fabrikam.com": { a: ["127.0.0.1"] } } },
    {
      title: "the target of a CNAME",
      names: {
        "fabrikam.com": { cname: "mail.contoso.com" },
        "mail.contoso.com": { mx: [[5, "alias.contoso.com"]] },
        "alias.contoso.com": { cname: "real.contoso.com" },
        "real.contoso.com": { a: ["127.0.0.1"] },
      },
    },
    {
      title: "another address of a host whose first one is dead",
      names: { "fabrikam.com": { mx: [[1, "mx.fabrikam.com"]] }, "mx.fabrikam.com": { a: ["127.0.0.9", "127.0.0.1"] } },
    },
    {
      title: "the IPv4 address of a host whose IPv6 address is dead",
      names: {
        "fabrikam.com": { mx: [[1, "mx.fabrikam.com"]] },
        "mx.fabrikam.com": { aaaa: ["::1"], a: ["127.0.0.1"] },
      },
    },
  ])("DNSRoutingEnabled: mail reaches $title", async ({ names }) => {
    const sinks = await sinksAt("127.0.0.1");
    await deliverBy({ names, port: portOf(sinks) });
    await fixture.put();
    await fixture.untilEmpty();
    expect(counts(sinks)).toEqual([1]);
  });

  test("DNSRoutingEnabled: IPv6 comes first where a host has both", async () => {
    const six = await fixture.sink({}, { address: "::1" });
    const four = await fixture.sink({}, { address: "127.0.0.1", port: six.port });
    await deliverBy({ names: { "fabrikam.com": { aaaa: ["::1"], a: ["127.0.0.1"] } }, port: six.port });
    await fixture.put();
    await fixture.untilEmpty();
    expect(counts([six, four])).toEqual([1, 0]);
  });

  test("SourceIPAddress: connections come from there, and only hosts of its family are asked", async () => {
    const six = await fixture.sink({}, { address: "::1" });
    const four = await fixture.sink({}, { address: "127.0.0.1", port: six.port });
    const names: Names = { "fabrikam.com": { aaaa: ["::1"], a: ["127.0.0.1"] } };
    await deliverBy({ names, port: six.port, settings: { sourceIpAddress: "127.0.0.77" } });
    await fixture.put();
    await fixture.untilEmpty();
    expect(four.clients).toEqual(["127.0.0.77"]);
    expect(six.clients).toEqual([]);
  });

  test.each<{ readonly title: string; readonly names: Names; readonly reply: string; readonly to?: string }>([
    { title: "that takes no mail (null MX)", names: { "fabrikam.com": { mx: [[0, "."]] } }, reply: "556 5.1.10 " },
    { title: "that does not exist", names: {}, reply: "550 5.1.2 fabrikam.com does not exist" },
    { title: "with no records of use", names: { "fabrikam.com": {} }, reply: "550 5.1.2 fabrikam.com has neither" },
    {
      title: "whose hosts do not exist",
      names: { "fabrikam.com": { mx: [[10, "gone.fabrikam.com"]] } },
      reply: "550 5.4.4 No mail host",
    },
    {
      title: "that is an address literal",
      names: {},
      reply: "550 5.1.2 Mail for the address literal",
      to: "a@[127.0.0.1]",
    },
  ])("DNSRoutingEnabled: mail for a domain $title is held for good at once", async ({ names, reply, to }) => {
    await deliverBy({ names, port: await deadPort() });
    await fixture.put([to ?? "a@fabrikam.com"]);
    expect(await fixture.heldReply()).toContain(reply);
  });

  test("DNSRoutingEnabled: while name servers fail the mail waits untried, and goes when they answer", async () => {
    const sinks = await sinksAt("127.0.0.1");
    const { delivery, names } = await deliverBy({ names: { "fabrikam.com": "SERVFAIL" }, port: portOf(sinks) });
    await fixture.put();
    expect(await fixture.heldRoute(delivery)).toContain("451 4.4.3 The name servers do not answer for fabrikam.com");
    expect((await fixture.house.spool.show("Q1"))?.recipients[0]).toMatchObject({ state: "queued", attempts: 0 });
    expect(delivery.stats().alarms[0]).toContain('Mail for fabrikam.com waits at send connector "Internet"');
    names.know({ "fabrikam.com": { a: ["127.0.0.1"] } });
    await fixture.untilEmpty();
    expect(counts(sinks)).toEqual([1]);
  });

  test("DNSRoutingEnabled: mail that waits for name servers goes though the clock was put back meanwhile", async () => {
    const sinks = await sinksAt("127.0.0.1");
    let putBack = 0;
    const options = { clock: { now: () => Date.now() - putBack }, backOff: { first: 300, longest: 300 } };
    const { delivery, names } = await deliverBy({
      names: { "fabrikam.com": "SERVFAIL" },
      port: portOf(sinks),
      options,
    });
    await fixture.put();
    await fixture.heldRoute(delivery);
    putBack = 600;
    names.know({ "fabrikam.com": { a: ["127.0.0.1"] } });
    await fixture.untilEmpty();
    expect(counts(sinks)).toEqual([1]);
  });

  test("DNSRoutingEnabled: mail waits while this machine cannot tell its own addresses", async () => {
    const sinks = await sinksAt("127.0.0.1");
    let isOutOfFiles = true;
    const isOwnEndpoint = () => {
      if (isOutOfFiles) throw new Error("uv_interface_addresses returned EMFILE");
      return false;
    };
    const names: Names = { "fabrikam.com": { a: ["127.0.0.1"] } };
    const { delivery } = await deliverBy({ names, port: portOf(sinks), options: { isOwnEndpoint } });
    await fixture.put();
    expect(await fixture.heldRoute(delivery)).toContain("EMFILE");
    isOutOfFiles = false;
    await fixture.untilEmpty();
    expect(counts(sinks)).toEqual([1]);
  });

  test("DNSRoutingEnabled: hosts of a domain are looked up again when none of them works", async () => {
    const sinks = await sinksAt("127.0.0.2");
    const { delivery, names } = await deliverBy({
      names: { "fabrikam.com": { a: ["127.0.0.1"] } },
      port: portOf(sinks),
    });
    await fixture.put();
    await fixture.heldRoute(delivery);
    names.know({ "fabrikam.com": { a: ["127.0.0.2"] } });
    await fixture.untilEmpty();
    expect(counts(sinks)).toEqual([1]);
  });

  test("DNSRoutingEnabled: recipients of several domains go each to their own, and one dead domain stops no other", async () => {
    const sinks = await sinksAt("127.0.0.1", "127.0.0.2");
    const names: Names = {
      "one.example": { a: ["127.0.0.1"] },
      "two.example": { a: ["127.0.0.2"] },
      "dead.example": { a: ["127.0.0.3"] },
    };
    const { delivery } = await deliverBy({ names, port: portOf(sinks) });
    await fixture.put(["a@one.example", "b@dead.example", "c@two.example", "d@one.example"]);
    await until("three are delivered", () => delivery.stats().delivered === 3);
    expect(sinks.map(({ messages }) => messages.map(({ to }) => to))).toEqual([
      [["a@one.example", "d@one.example"]],
      [["c@two.example"]],
    ]);
  });

  test("DNSRoutingEnabled: two domains with one host share its connections", async () => {
    const [sink] = await sinksAt("127.0.0.1");
    const names: Names = {
      "one.example": { mx: [[1, "mx.example"]] },
      "two.example": { mx: [[1, "mx.example"]] },
      "mx.example": { a: ["127.0.0.1"] },
    };
    const settings = { maxConnectionsPerHost: 1 };
    await deliverBy({ names, port: sink?.port ?? 0, settings });
    for (const domain of ["one", "two", "one", "two", "two", "one"]) await fixture.put([`a@${domain}.example`]);
    await fixture.untilEmpty();
    expect(sink?.messages).toHaveLength(6);
    expect(sink?.connections).toBe(1);
  });

  describe("RFC 5321 §5.1: mail never comes back to this host", () => {
    const names: Names = {
      "fabrikam.com": {
        mx: [
          [10, "mx1.fabrikam.com"],
          [20, "us.contoso.com"],
          [30, "mx3.fabrikam.com"],
        ],
      },
      "mx1.fabrikam.com": { a: ["127.0.0.1"] },
      "us.contoso.com": { a: ["127.0.0.2"] },
      "mx3.fabrikam.com": { a: ["127.0.0.3"] },
      "own.example": {
        mx: [
          [10, "us.contoso.com"],
          [10, "mx1.fabrikam.com"],
        ],
      },
      "relay.contoso.com": { a: ["127.0.0.1"] },
      "named.example": { mx: [[10, "relay.contoso.com"]] },
    };
    const options = { isOwnEndpoint: (address: string) => address === "127.0.0.2" };

    test("DNSRoutingEnabled: hosts as good as this one and worse ones are left out, better ones are used", async () => {
      const sinks = await sinksAt("127.0.0.2", "127.0.0.3");
      const { delivery } = await deliverBy({ names, port: portOf(sinks), options });
      await fixture.put();
      await fixture.heldRoute(delivery);
      expect(sinks.map(({ clients }) => clients)).toEqual([[], []]);
    });

    test.each(["own.example", "named.example", "relay.contoso.com"])(
      "DNSRoutingEnabled: mail for %s, of which this host is the best one, is held for good",
      async (domain) => {
        const sinks = await sinksAt("127.0.0.1", "127.0.0.2");
        await deliverBy({ names, port: portOf(sinks), options });
        await fixture.put([`a@${domain}`]);
        expect(await fixture.heldReply()).toBe(`550 5.4.6 Mail for ${domain} would come back to this host`);
        expect(sinks.map(({ clients }) => clients)).toEqual([[], []]);
      },
    );
  });

  test("DNSRoutingEnabled: of a hundred MX records the best 16 are looked at, and no more", async () => {
    const hosts = Array.from({ length: 100 }, (_, index) => [index, `mx${index}.fabrikam.com`] as const);
    const known = Object.fromEntries(hosts.map(([, name]) => [name, { a: ["127.0.0.1"] }]));
    const { delivery, names } = await deliverBy({
      names: { "fabrikam.com": { mx: hosts.slice(0, 40) }, ...known },
      port: await deadPort(),
    });
    await fixture.put();
    await fixture.heldRoute(delivery);
    expect(names.questions.filter((question) => question.startsWith("A ")).slice(0, 17)).toHaveLength(16);
  });
});
