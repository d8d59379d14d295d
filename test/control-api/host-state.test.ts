import { once } from "node:events";
import { connect } from "node:net";
import type { QueuedMessage } from "../../relay/spool";
import { type ApiFixture, connectorSettings, declaredBy, startApi } from "./api-fixture";

describe("what the control API says about its host", () => {
  let api: ApiFixture;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const ready = () => api.request("GET", "/readyz", { token: null });

  test("a host without configuration is ready", async () => {
    expect(await ready()).toMatchObject({ status: 200, body: { ready: true, reasons: [] } });
  });

  test("a spool that takes no mail makes it not ready", async () => {
    api.queue.accepting = false;
    expect(await ready()).toMatchObject({
      status: 503,
      body: { ready: false, reasons: [expect.stringContaining("spool")] },
    });
  });

  test("a connector superseded for over ten minutes makes it not ready, and is named", async () => {
    const url = "/v1/receive-connectors";
    await api.request("POST", url, { body: { settings: connectorSettings() }, headers: declaredBy() });
    const renamed = connectorSettings({ name: "CRM Application 2" });
    const headers = declaredBy({ "relay-logical-id": "ReceiveConnector::crm2" });
    const second = await api.request("POST", url, { body: { settings: renamed }, headers });
    expect(second.status).toBe(201);
    const { body } = await api.request("GET", "/v1/status");
    expect(body.superseded).toMatchObject([{ name: "CRM Application", stack: "organization/relay/prod" }]);
    expect((await ready()).status).toBe(200);
    api.wait(11 * 60_000);
    const late = await ready();
    expect(late.status).toBe(503);
    expect(late.body.reasons[0]).toContain('"CRM Application" of stack organization/relay/prod');
    const document = (await api.request("GET", "/v1/export?dropSuperseded=true")).body;
    expect(document.receiveConnectors.map(({ name }: { name: string }) => name)).toEqual(["CRM Application 2"]);
  });

  test("a right that its stack gave a wide connector is a partial failure that names both, and later makes it not ready", async () => {
    const wide = connectorSettings({ remoteIpRanges: ["0.0.0.0/0"] });
    const connector = await api.request("POST", "/v1/receive-connectors", {
      body: { settings: wide },
      headers: declaredBy(),
    });
    const settings = {
      connector: connector.body.id,
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    };
    const headers = declaredBy({ "relay-logical-id": "ConnectorPermission::crm" });
    const right = await api.request("POST", "/v1/connector-permissions", { body: { settings }, headers });
    expect(right).toMatchObject({ status: 201, body: { applied: { ok: false } } });
    expect(right.body.applied.problems).toEqual([
      expect.stringMatching(/ANONYMOUS LOGON.*withheld.*receive connector "CRM Application"/),
    ]);
    expect((await ready()).status).toBe(200);
    api.wait(11 * 60_000);
    expect((await ready()).body.reasons).toEqual([expect.stringContaining('"CRM Application" is withheld since')]);
    const url = `/v1/receive-connectors/${connector.body.id}`;
    const etag = String((await api.request("GET", url)).headers["etag"]);
    const narrowed = { body: { settings: connectorSettings() }, headers: declaredBy({ "if-match": etag }) };
    expect((await api.request("PUT", url, narrowed)).status).toBe(200);
    expect((await ready()).status).toBe(200);
  });

  test("the status has every part that an operator asks for", async () => {
    const { body } = await api.request("GET", "/v1/status");
    expect(Object.keys(body).sort()).toEqual(Object.keys(statusComponent(api).properties).sort());
    expect(body).toMatchObject({ ready: true, listeners: ["127.0.0.1:2525"], audit: { sequence: 1 } });
  });

  test("metrics are Prometheus text", async () => {
    const { body, headers } = await api.request("GET", "/metrics", { token: null });
    expect(headers["content-type"]).toContain("text/plain; version=0.0.4");
    expect(body).toContain("# TYPE relay_config_revision gauge\nrelay_config_revision 0\n");
    expect(body).toContain('relay_queue_recipients{state="held",reason="no-route"} 0\n');
    for (const line of (body as unknown as string).trimEnd().split("\n")) expect(line).toMatch(METRIC_LINE);
  });

  test("metrics are OpenMetrics where the scraper asks for it", async () => {
    await api.request("POST", "/v1/receive-connectors", { body: { settings: connectorSettings() } });
    for (const name of ["CRM Application", "gone since"]) api.counters.connected(name);
    const accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3";
    const { body, headers } = await api.request("GET", "/metrics", { token: null, headers: { accept } });
    expect(headers["content-type"]).toContain("application/openmetrics-text; version=1.0.0");
    const text = body as unknown as string;
    expect(text).toContain(
      '# TYPE relay_smtp_connections counter\nrelay_smtp_connections_total{connector="CRM Application",result="accepted"} 1\n',
    );
    expect(text).not.toContain("gone since");
    expect(text).toContain("# UNIT relay_queue_oldest_seconds seconds\nrelay_queue_oldest_seconds 0\n");
    expect(text.endsWith("\n# EOF\n")).toBe(true);
  });

  test("explain and export speak of what is configured", async () => {
    await api.request("POST", "/v1/receive-connectors", { body: { settings: connectorSettings() } });
    const question = {
      from: "192.168.2.55",
      to: "127.0.0.1:2525",
      mailFrom: "crm@contoso.com",
      rcptTo: "a@fabrikam.com",
    };
    const { body } = await api.request("POST", "/v1/explain", { body: question });
    expect(body).toMatchObject({ revision: 1, verdict: { step: "rcpt", replyLine: "550 5.7.1 Unable to relay" } });
    const document = (await api.request("GET", "/v1/export")).body;
    expect(document).toMatchObject({ formatVersion: 1, revision: 1, receiveConnectors: [{ name: "CRM Application" }] });
  });

  test("the audit is read in pages, oldest first, with the head of its chain", async () => {
    await api.request("POST", "/v1/receive-connectors", { body: { settings: connectorSettings() } });
    await api.request("POST", "/v1/receive-connectors", { body: { settings: connectorSettings() } });
    const { body } = await api.request("GET", "/v1/audit?after=1&limit=1");
    expect(body.items).toMatchObject([{ sequence: 2, action: "create", name: "CRM Application", tokenName: "admin" }]);
    const last = (await api.request("GET", `/v1/audit?after=${body.head.sequence - 1}`)).body.items[0];
    expect(last).toMatchObject({ action: "refused", code: "RELAY_NAME_TAKEN", hash: body.head.hash });
  });

  test("the queue is listed and operated by id", async () => {
    api.queue.messages = [message("A1")];
    expect((await api.request("GET", "/v1/queue?state=queued&limit=5")).body.items).toMatchObject([
      { queueId: "A1", receivedAt: "2026-01-01T00:00:00.000Z", recipients: [{ nextAttemptAt: null }] },
    ]);
    for (const operation of ["retry", "hold", "release"]) {
      expect((await api.request("POST", `/v1/queue/A1/${operation}`)).body).toMatchObject({ queueId: "A1" });
    }
    expect((await api.request("DELETE", "/v1/queue/A1")).body).toEqual({ deleted: true });
    expect(api.queue.done).toEqual(["retry A1", "hold A1", "release A1", "delete A1"]);
    expect(await api.request("POST", "/v1/queue/B2/hold")).toMatchObject({
      status: 404,
      body: { code: "RELAY_NOT_FOUND" },
    });
  });
});

test("a host that stops answers what it has begun, then closes the connection", async () => {
  const api = await startApi();
  const shown = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<void>();
  api.queue.show = () => {
    begun.resolve();
    return shown.promise;
  };
  const { port } = new URL(await api.app.listen({ host: "127.0.0.1", port: 0 }));
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.admin}\r\n\r\n`;
  const socket = connect(Number(port), "127.0.0.1");
  let answers = "";
  socket.setEncoding("utf8").on("data", (text: string) => (answers += text));
  socket.write(request("/v1/queue/A1"));
  await begun.promise;
  const closed = api.close();
  shown.resolve(undefined);
  await Promise.all([closed, once(socket, "close")]);
  expect(answers).toMatch(/^HTTP\/1\.1 404 /);
  expect(answers).toContain("RELAY_NOT_FOUND");
});

const METRIC_LINE = /^(# (HELP|TYPE|UNIT) \w+ .+|\w+(\{[^}]*\})? \d+(\.\d+)?(e-\d+)?)$/;

function statusComponent(api: ApiFixture): { readonly properties: object } {
  const document = api.app.swagger() as unknown as { components: { schemas: Record<string, { properties: object }> } };
  return document.components.schemas["Status"] ?? { properties: {} };
}

function message(queueId: string): QueuedMessage {
  return {
    queueId,
    sender: "crm@contoso.com",
    size: 10,
    receivedAt: Date.UTC(2026, 0, 1),
    origin: {
      connectorId: "x",
      connectorName: "CRM Application",
      clientAddress: "192.168.2.55",
      helo: "crm",
      tls: false,
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      authAs: "Anonymous",
      authMechanism: "none",
      sessionId: "s",
    },
    recipients: [
      {
        recipientId: 1,
        address: "a@fabrikam.com",
        state: "held",
        attempts: 0,
        nextAttemptAt: null,
        lastReply: null,
        holdReason: "operator",
      },
    ],
  };
}
