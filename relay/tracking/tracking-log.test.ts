import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewMessage } from "../spool";
import type { ReceivedMessage } from "../watch";
import { TrackingLog } from "./tracking-log";

const START = Date.UTC(2026, 10, 24, 12);

const MESSAGE: NewMessage = {
  queueId: "Q1",
  sender: "crm@contoso.com",
  recipients: [{ address: "a@fabrikam.com" }, { address: "b@fabrikam.com" }],
  bodyType: "7BIT",
  smtpUtf8: false,
  receivedAt: START,
  origin: {
    connectorId: "c1",
    connectorName: "CRM Application",
    clientAddress: "192.168.2.55",
    helo: "crm",
    tls: false,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    authAs: "Anonymous",
    authMechanism: "none",
    sessionId: "S1",
  },
};

const RECEIVED: ReceivedMessage = {
  message: MESSAGE,
  messageId: "<one@crm>",
  bytes: 500,
  local: { address: "10.0.0.5", port: 25 },
  rights: new Map([["ms-Exch-SMTP-Submit", {}]]),
  revision: 7,
};

describe("TrackingLog", () => {
  let directory: string;
  let now: number;
  const errors: Error[] = [];
  const logs: TrackingLog[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "relay-tracking-"));
    now = START;
    errors.splice(0);
  });
  afterEach(async () => {
    for (const log of logs.splice(0)) await log.close();
    rmSync(directory, { recursive: true, force: true });
    expect(errors).toEqual([]);
  });

  const open = (maxFileSize = 1_000_000) => {
    const limits = { maxFileSize, maxDirectorySize: 10_000_000, maxAge: 30 * 86_400_000 };
    const onError = (error: Error) => errors.push(error);
    const log = new TrackingLog({ directory, hostName: "relay.contoso.com", limits, clock: () => now++, onError });
    logs.push(log);
    return log;
  };
  const received = (queueId: string, more: Partial<ReceivedMessage> & { readonly sender?: string } = {}) => ({
    ...RECEIVED,
    ...more,
    message: { ...MESSAGE, queueId, sender: more.sender ?? MESSAGE.sender },
  });
  const attempt = { queueId: "Q1", connector: "Internet", nextHop: "mx.fabrikam.com:25", seconds: 0.25 };

  test("tells a message's life from its session to what each recipient's next hop said, in order", async () => {
    const log = open();
    log.received(RECEIVED);
    log.attempted({
      ...attempt,
      recipients: [
        { address: "a@fabrikam.com", event: { type: "delivered", reply: "250 2.0.0 ok; id=1" } },
        { address: "b@fabrikam.com", event: { type: "deferred", reply: "451 4.7.1 greylisted", nextAttemptAt: START } },
      ],
    });
    log.operated({ operation: "retry", queueId: "Q1", tokenName: "ops" });
    log.attempted({
      ...attempt,
      recipients: [{ address: "b@fabrikam.com", event: { type: "failed", reply: "550 5.1.1 nobody" } }],
    });
    log.notified({
      queueId: "Q2",
      messageId: "<dsn@relay>",
      bytes: 900,
      recipient: "crm@contoso.com",
      kind: "failed",
      about: "Q1",
      aboutRecipients: ["b@fabrikam.com"],
    });
    const [found] = await log.find({ id: "one@crm", limit: 10 });
    expect(found?.events.map(({ event }) => event)).toEqual(["RECEIVE", "SEND", "DEFER", "RETRY", "FAIL", "DSN"]);
    expect(found?.events[0]).toMatchObject({
      at: "2026-11-24T12:00:00.000Z",
      clientIp: "192.168.2.55",
      serverIp: "10.0.0.5:25",
      context: "S1",
      connector: "relay.contoso.com\\CRM Application",
      queueId: "Q1",
      messageId: "<one@crm>",
      recipients: ["a@fabrikam.com", "b@fabrikam.com"],
      bytes: 500,
      sender: "crm@contoso.com",
      info: { principal: "NT AUTHORITY\\ANONYMOUS LOGON", revision: "7", rights: "SMTPSubmit", tls: "no" },
    });
    expect(found?.events[1]).toMatchObject({ serverIp: "mx.fabrikam.com:25", statuses: ["250 2.0.0 ok, id=1"] });
    expect(found?.events[2]?.info).toEqual({ seconds: "0.250", "next-attempt": "2026-11-24T12:00:00.000Z" });
    expect(found?.events[3]?.reference).toBe("ops");
    expect(await log.find({ id: "Q2", limit: 10 })).toMatchObject([{ queueId: "Q2", events: [{ reference: "Q1" }] }]);
  });

  test("finds by Message-ID, sender and recipient, newest first, over several files and a restart", async () => {
    const first = open(1_000);
    for (let index = 0; index < 20; index++) first.received(received(`QA${index}`, { sender: "Someone@Contoso.com" }));
    await first.close();
    const second = open(1_000);
    second.received(received("QB", { messageId: "<two@crm>" }));
    second.attempted({
      ...attempt,
      queueId: "QA3",
      recipients: [{ address: "a@fabrikam.com", event: { type: "delivered", reply: "250" } }],
    });
    const ids = async (query: Parameters<TrackingLog["find"]>[0]) =>
      (await second.find(query)).map(({ queueId }) => queueId);
    expect(readdirSync(directory).length).toBeGreaterThan(5);
    expect(await ids({ sender: "someone@contoso.com", limit: 2 })).toEqual(["QA19", "QA18"]);
    expect(await ids({ recipient: "B@fabrikam.com", limit: 3 })).toEqual(["QB", "QA19", "QA18"]);
    expect(await ids({ id: "<two@crm>", limit: 9 })).toEqual(["QB"]);
    expect(await ids({ sender: "nobody@contoso.com", limit: 9 })).toEqual([]);
    expect(await ids({ recipient: "a@fabrikam.com", since: now + 1, limit: 9 })).toEqual([]);
    expect((await second.find({ id: "QA3", limit: 1 }))[0]?.events.map(({ event }) => event)).toEqual([
      "RECEIVE",
      "SEND",
    ]);
    expect(await ids({ sender: "someone@contoso.com", limit: 15 })).toHaveLength(15);
  });

  test("keeps every field in its place whatever clients write, and the file to its owner", async () => {
    const log = open();
    const helo = 'evil",\r\n2026-01-01T00:00:00Z,,,,,,,ADMIN,DELETE,Q1';
    const nasty = { ...MESSAGE, sender: "=cmd|'/c calc'@x;y", origin: { ...MESSAGE.origin, helo } };
    log.received({ ...RECEIVED, message: nasty, messageId: '<a,"b"\u2028@c>' });
    await log.flush();
    const [name = ""] = readdirSync(directory);
    const lines = readFileSync(join(directory, name), "utf8").trimEnd().split("\r\n");
    expect(lines).toHaveLength(6);
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    const [found] = await log.find({ id: "Q1", limit: 1 });
    expect(found?.events).toMatchObject([
      { event: "RECEIVE", clientHostname: helo.replace("\r\n", "  "), sender: "=cmd|'/c calc'@x;y" },
    ]);
  });

  test("says nothing of an attempt that was taken back before anything was said", async () => {
    const log = open();
    log.received(RECEIVED);
    log.attempted({ ...attempt, recipients: [{ address: "a@fabrikam.com", event: { type: "returned" } }] });
    expect((await log.find({ id: "Q1", limit: 1 }))[0]?.events).toHaveLength(1);
  });
});
