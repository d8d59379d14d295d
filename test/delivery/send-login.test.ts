import type { SendConnectorSettings } from "../../model";
import { DeliveryFixture } from "./delivery-fixture";
import { sendConnector, until } from "./delivery-house";
import type { ScriptedSink } from "./scripted-sink";
import { makeCertificate, type KeyPair } from "./test-certificates";

const fixture = DeliveryFixture.use();
const LOGIN = { username: "relay@contoso.com", password: "pass word&\u00e4" } as const;
let tls: KeyPair;

beforeAll(async () => {
  tls = await makeCertificate(["sink.example"]);
});

const BASIC = { smartHostAuthMechanism: "BasicAuth", username: LOGIN.username } as const;
const BASIC_TLS = { ...BASIC, smartHostAuthMechanism: "BasicAuthRequireTLS", requireTls: true } as const;

interface Attempt {
  readonly settings: Partial<SendConnectorSettings>;
  readonly password?: string | null;
  readonly submitter?: string | undefined;
}

async function deliverTo(sink: ScriptedSink, { settings, password = LOGIN.password, submitter }: Attempt) {
  const logged: string[] = [];
  const note = (facts: object, text: string): number => logged.push(`${text} ${JSON.stringify(facts)}`);
  const delivery = fixture.deliver(sendConnector("out", [sink.smartHost], settings), {
    sendConnectorPassword: () => Promise.resolve(password),
    log: { info: note, warn: note, error: note },
  });
  await fixture.putMessage(["a@fabrikam.com"], submitter === undefined ? {} : { submitter });
  return { delivery, logged };
}

describe("login at the smart host", () => {
  test.each([
    { title: "BasicAuth in clear", script: { login: LOGIN }, settings: BASIC },
    { title: "BasicAuthRequireTLS over TLS", script: { login: LOGIN }, settings: BASIC_TLS },
  ])("SmartHostAuthMechanism $title: mail goes after the login", async ({ script, settings }) => {
    const sink = await fixture.sink({ ...script, ...("requireTls" in settings ? { tls } : {}) });
    await deliverTo(sink, { settings });
    await fixture.untilEmpty();
    const verbs = sink.commands.map((line) => line.split(" ")[0]);
    expect(verbs.indexOf("AUTH")).toBeGreaterThan(0);
    expect(verbs.indexOf("AUTH")).toBeLessThan(verbs.indexOf("MAIL"));
    expect(sink.messages).toHaveLength(1);
  });

  test("SmartHostAuthMechanism: a host that only knows LOGIN is logged in at too", async () => {
    const sink = await fixture.sink({ login: LOGIN, extensions: ["AUTH LOGIN"] });
    await deliverTo(sink, { settings: BASIC });
    await fixture.untilEmpty();
    expect(sink.messages).toHaveLength(1);
  });

  test.each<{
    readonly title: string;
    readonly script: Parameters<typeof fixture.sink>[0];
    readonly password?: null;
    readonly fault: string;
  }>([
    { title: "refuses the password", script: { login: null }, fault: "535 5.7.8" },
    { title: "offers no login", script: {}, fault: "offers no login with user name and password" },
    {
      title: "is to get a password that is not stored",
      script: { login: LOGIN },
      password: null,
      fault: "No password is stored",
    },
  ])("AuthenticationCredential: a host that $title gets no mail, which waits, visible, untried", async (given) => {
    const sink = await fixture.sink(given.script);
    const { delivery, logged } = await deliverTo(sink, {
      settings: BASIC,
      ...(given.password === null ? { password: null } : {}),
    });
    expect(await fixture.heldRoute(delivery)).toContain(given.fault);
    expect(sink.commands.filter((line) => line.startsWith("MAIL"))).toEqual([]);
    expect((await fixture.house.spool.show("Q1"))?.recipients[0]).toMatchObject({ state: "queued", attempts: 0 });
    expect(delivery.stats().alarms[0]).toContain(`Smart host ${sink.smartHost} of send connector "out" does not work`);
    await until("the log says so", () => logged.length > 0);
  });

  test("AuthenticationCredential: the password is in no log, fault or queue entry, whatever the host repeats", async () => {
    const sink = await fixture.sink({ login: null });
    const { delivery, logged } = await deliverTo(sink, { settings: BASIC });
    await fixture.heldRoute(delivery);
    await until("the log says so", () => logged.length > 0);
    const told = JSON.stringify([logged, delivery.stats(), await fixture.house.spool.show("Q1")]);
    const encoded = Buffer.from(`\0${LOGIN.username}\0${LOGIN.password}`).toString("base64");
    for (const secret of [LOGIN.password, encoded]) expect(told).not.toContain(secret);
    expect(told).toContain("***");
  });

  test("SmartHostAuthMechanism BasicAuthRequireTLS: no password without TLS", async () => {
    const sink = await fixture.sink({ login: LOGIN });
    const { delivery } = await deliverTo(sink, { settings: BASIC_TLS });
    await fixture.heldRoute(delivery);
    expect(sink.commands.filter((line) => line.startsWith("AUTH"))).toEqual([]);
  });

  test("SmartHostAuthMechanism BasicAuth: a broken handshake does not send the password in clear", async () => {
    const sink = await fixture.sink({ login: LOGIN, tls: { key: "", cert: "" } });
    const { delivery } = await deliverTo(sink, { settings: BASIC });
    await fixture.heldRoute(delivery);
    expect(sink.commands.filter((line) => line.startsWith("AUTH"))).toEqual([]);
  });

  test("AuthenticationCredential: a new password is used at once, though the old one held the route", async () => {
    const sink = await fixture.sink({ login: LOGIN });
    const connector = sendConnector("out", [sink.smartHost], BASIC);
    let secretVersion = "1";
    const delivery = fixture.house.deliver({
      routeRecipient: () => ({ ...connector, secretVersion }),
      sendConnectorPassword: () => Promise.resolve(secretVersion === "1" ? "old" : LOGIN.password),
      backOff: { first: 600_000, longest: 600_000 },
    });
    await fixture.put();
    await fixture.heldRoute(delivery);
    secretVersion = "2";
    delivery.routesChanged();
    await fixture.untilEmpty();
    expect(sink.messages).toHaveLength(1);
  });
});

describe("AUTH= of MAIL at the smart host (RFC 4954 \u00a75)", () => {
  const NONE = { smartHostAuthMechanism: "None" } as const;
  test.each<{
    readonly title: string;
    readonly settings: Partial<SendConnectorSettings>;
    readonly submitter: string | undefined;
    readonly says: string;
  }>([
    {
      title: "the submitter where we logged in",
      settings: BASIC,
      submitter: "e=mc2@a.example",
      says: " AUTH=e+3Dmc2@a.example",
    },
    { title: "<> where we logged in and it was <>", settings: BASIC, submitter: "", says: " AUTH=<>" },
    { title: "<> where we logged in and know of none", settings: BASIC, submitter: undefined, says: " AUTH=<>" },
    { title: "nothing where we did not log in", settings: NONE, submitter: "crm@contoso.com", says: "" },
    {
      title: "one parameter only, whatever is in the spool",
      settings: BASIC,
      submitter: "a@b> SIZE=1\r\nRSET\u00e9",
      says: " AUTH=a@b>+20SIZE+3D1+0D+0ARSET+C3+A9",
    },
  ])("says $title", async ({ settings, submitter, says }) => {
    const sink = await fixture.sink({ login: LOGIN, extensions: ["PIPELINING"] });
    await deliverTo(sink, { settings, submitter });
    await fixture.untilEmpty();
    expect(sink.commands.find((line) => line.startsWith("MAIL"))).toBe(`MAIL FROM:<crm@contoso.com>${says}`);
  });
});
