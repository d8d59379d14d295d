import type { SendConnectorSettings } from "../../model";
import { DeliveryFixture } from "./delivery-fixture";
import { sendConnector, until } from "./delivery-house";
import type { ScriptedSink, SinkScript } from "./scripted-sink";
import { makeCertificate } from "./test-certificates";

const fixture = DeliveryFixture.use();
const certificate: { cert: string; key: string } = { cert: "", key: "" };

beforeAll(async () => {
  Object.assign(certificate, await makeCertificate(["sink.example"]));
});

interface Trouble {
  readonly title: string;
  readonly broken: Partial<SinkScript>;
  readonly mended?: Partial<SinkScript>;
  readonly connector?: Partial<SendConnectorSettings>;
}

const ACCOUNT = { username: "relay", password: "right" } as const;

const TROUBLES: readonly Trouble[] = [
  { title: "closes before its greeting", broken: { greeting: () => undefined } },
  { title: "greets with 421", broken: { greeting: () => "421 4.3.2 busy" } },
  { title: "greets with 554", broken: { greeting: () => "554 5.3.2 no service" } },
  {
    title: "offers no TLS where it is required",
    broken: {},
    mended: { tls: certificate },
    connector: { requireTls: true },
  },
  {
    title: "answers 500 to STARTTLS",
    broken: { extensions: ["STARTTLS"] },
    mended: { tls: certificate },
    connector: { requireTls: true },
  },
  {
    title: "breaks its TLS",
    broken: { tls: { maxVersion: "TLSv1.1" } },
    mended: { tls: certificate },
    connector: { requireTls: true },
  },
  {
    title: "refuses the login",
    broken: { login: null },
    mended: { login: ACCOUNT },
    connector: { smartHostAuthMechanism: "BasicAuth", username: ACCOUNT.username },
  },
  { title: "wants a login at MAIL", broken: { mail: () => "530 5.7.0 login first" } },
  { title: "closes at MAIL", broken: { mail: () => undefined } },
  { title: "says 421 at RCPT", broken: { rcpt: () => "421 4.3.2 shutting down" } },
];

const MESSAGES = 12;

describe("a route that does not work", () => {
  test.each(TROUBLES)(
    "a smart host that $title: no message is tried, one connection at a time probes it",
    async (trouble) => {
      const { broken, mended = {}, connector = {} } = trouble;
      const sink = await fixture.sink(broken);
      const { smartHost, port } = sink;
      const delivery = fixture.deliver(sendConnector("out", [smartHost], connector), {
        sendConnectorPassword: () => Promise.resolve(ACCOUNT.password),
      });
      for (let count = 0; count < MESSAGES; count++) await fixture.put();
      await fixture.heldRoute(delivery);
      await until("those who did not know yet are gone", () => sink.open === 0);
      [sink.mostOpen, sink.connections] = [0, 0];
      await until("it was probed again", () => sink.connections > 2);
      expect(sink.mostOpen).toBe(1);
      expect(delivery.stats()).toMatchObject({ delivered: 0, deferred: 0, failed: 0 });
      expect(fixture.house.spool.counts()).toMatchObject({ messages: MESSAGES, held: { failed: 0, expired: 0 } });
      for (const { recipients } of await fixture.house.spool.list({ limit: 100 })) {
        expect(recipients[0]).toMatchObject({ attempts: 0 });
      }
      await sink.stop();
      const well = await fixture.sink(mended, { port });
      await fixture.untilEmpty();
      expect(well.messages).toHaveLength(MESSAGES);
      expect(delivery.stats()).toMatchObject({ delivered: MESSAGES, failed: 0, alarms: [] });
    },
  );

  test("answers of 4xx after DATA put mail off, are attempts, and keep their connection", async () => {
    let refusals = 3;
    const sink = await fixture.sink({ data: () => (refusals-- > 0 ? "451 4.3.0 try later" : "250 ok") });
    const delivery = fixture.deliver(sendConnector("out", [sink.smartHost], { maxConnectionsPerHost: 1 }));
    await fixture.put();
    await fixture.untilEmpty();
    expect(delivery.stats()).toMatchObject({ delivered: 1, deferred: 3, failed: 0, possibleDuplicates: 0 });
    expect(sink.connections).toBe(1);
  });

  test("a host that drops after the final dot may have taken the message: that is counted, and only then it may come twice", async () => {
    let drops = 2;
    const sink = await fixture.sink({ data: () => (drops-- > 0 ? undefined : "250 ok") });
    const delivery = fixture.deliver(sendConnector("out", [sink.smartHost]));
    await fixture.put();
    await fixture.untilEmpty();
    // The sink counts what it did not answer as received.
    expect(sink.messages).toHaveLength(3);
    expect(delivery.stats()).toMatchObject({ delivered: 1, possibleDuplicates: 2 });
  });

  test("a mixture of faults in random order loses nothing, refuses nothing and delivers what is not counted once", async () => {
    let turn = 0;
    const sometimes = (broken: string | undefined, good: string) => () => (++turn % 5 === 0 ? broken : good);
    const flaky: ScriptedSink = await fixture.sink({
      greeting: sometimes("421 4.3.2 busy", "220 sink.example ESMTP"),
      mail: sometimes("451 4.3.0 no disk", "250 ok"),
      rcpt: sometimes(undefined, "250 ok"),
      data: () => "250 ok",
    });
    const spare = await fixture.sink();
    const delivery = fixture.deliver(sendConnector("out", [`${flaky.smartHost};3`, `${spare.smartHost};0`]), {
      random: Math.random,
    });
    for (let count = 0; count < 200; count++) await fixture.put([`a${count}@fabrikam.com`]);
    await fixture.untilEmpty();
    const arrived = [...flaky.messages, ...spare.messages].flatMap(({ to }) => to);
    expect(new Set(arrived).size).toBe(200);
    expect(arrived.length - 200).toBeLessThanOrEqual(delivery.stats().possibleDuplicates);
    expect(delivery.stats()).toMatchObject({ delivered: 200, failed: 0 });
  });
});

describe("how soon it is tried again", () => {
  test("MessageRetryInterval: a message that was put off waits as long at most", async () => {
    const sink = await fixture.sink({ rcpt: () => "451 4.2.1 later" });
    const connector = sendConnector("out", [sink.smartHost], { messageRetryInterval: "00:00:01" });
    const tries: number[] = [];
    const watch = { attempted: () => tries.push(Date.now()) };
    fixture.deliver(connector, { retry: null, watch });
    await fixture.put();
    await until("it was tried three times", () => tries.length === 3);
    const [first = 0, second = 0, third = 0] = tries;
    for (const wait of [second - first, third - second]) {
      expect(wait).toBeGreaterThan(700);
      expect(wait).toBeLessThan(4_000);
    }
  });

  test("TransientFailureRetryInterval, TransientFailureRetryCount and OutboundConnectionFailureRetryInterval: a host that does not work waits longer in the end", async () => {
    const dead = await fixture.sink();
    const { smartHost } = dead;
    await dead.stop();
    const delivery = fixture.deliver(
      sendConnector("out", [smartHost], {
        transientFailureRetryInterval: "00:00:01",
        transientFailureRetryCount: 1,
        outboundConnectionFailureRetryInterval: "01:00:00",
      }),
      { backOff: null },
    );
    const began = Date.now();
    await fixture.put();
    const heldFor = () => (delivery.stats().routes[0]?.heldUntil ?? 0) - began;
    await until("the first wait", () => heldFor() > 0);
    expect(heldFor()).toBeLessThan(3_000);
    await until("the long wait", () => heldFor() > 3_000_000);
    expect(heldFor()).toBeLessThan(3_700_000);
  });
});

describe("a smart host that is this host itself", () => {
  test.each(["127.0.0.1", "localhost"])("holds the route, by %s: mail would come straight back", async (name) => {
    const sink = await fixture.sink();
    const delivery = fixture.deliver(sendConnector("out", [`${name}:${sink.port}`]), {
      isOwnEndpoint: (_address, port) => port === sink.port,
    });
    await fixture.put();
    expect(await fixture.heldRoute(delivery)).toBe(
      `${name}:${sink.port} is this host itself: its mail would come straight back.`,
    );
    expect(sink.connections).toBe(0);
  });
});
