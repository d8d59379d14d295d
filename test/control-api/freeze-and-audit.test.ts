import { type ApiFixture, connectorSettings, declaredBy, startApi } from "./api-fixture";

describe("a frozen configuration", () => {
  let api: ApiFixture;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const create = (headers: Readonly<Record<string, string>> = {}, token?: string) =>
    api.request("POST", "/v1/receive-connectors", {
      body: { settings: connectorSettings() },
      headers,
      ...(token === undefined ? {} : { token }),
    });
  const freeze = (reason = "incident 7") => api.request("PUT", "/v1/freeze", { body: { reason } });

  test("refuses writes with 423 and says who, when and why", async () => {
    expect((await api.request("GET", "/v1/freeze")).body.frozen).toBeNull();
    const { body } = await freeze();
    expect(body.frozen).toEqual({ reason: "incident 7", by: "admin", at: expect.stringMatching(/Z$/) as string });
    const refused = await create();
    expect(refused).toMatchObject({ status: 423, body: { code: "RELAY_FROZEN" } });
    expect(refused.body.detail).toMatch(/frozen since \S+Z by "admin": incident 7/);
    expect((await create(declaredBy())).status).toBe(423);
    const connector = { stack: "a/b/c", kind: "TransportConfig", id: "transport-config" };
    expect((await api.request("POST", "/v1/objects/claims", { body: connector })).status).toBe(423);
    expect((await api.request("GET", "/v1/status")).body.frozen).toEqual(body.frozen);
  });

  test("takes a write of an admin that breaks the glass, from a program too", async () => {
    await freeze();
    const headers = { ...declaredBy(), "relay-break-glass": encodeURI("the CRM waits – now") };
    const writer = await api.token({ scopes: ["write"] });
    expect(await create(headers, writer)).toMatchObject({ status: 403, body: { code: "RELAY_SCOPE_MISSING" } });
    expect((await create(headers)).status).toBe(201);
    const { body } = await api.request("GET", "/v1/audit?order=newest-first&limit=1");
    expect(body.items[0]).toMatchObject({ action: "create", breakGlass: "the CRM waits – now" });
  });

  test("stays ready, says so in its metrics, and ends", async () => {
    await freeze();
    expect((await api.request("GET", "/readyz")).status).toBe(200);
    expect((await api.request("GET", "/metrics")).body).toContain("\nrelay_config_frozen 1\n");
    expect((await api.request("DELETE", "/v1/freeze")).body.frozen).toBeNull();
    expect((await api.request("GET", "/metrics")).body).toContain("\nrelay_config_frozen 0\n");
    expect((await create()).status).toBe(201);
  });

  test("leaves tokens and what programs declare alone", async () => {
    await freeze();
    const body = { name: "new", scopes: ["read"] };
    expect((await api.request("POST", "/v1/tokens", { body })).status).toBe(201);
    const declared = { run: "r1", runStarted: 1, declared: [] };
    const stack = encodeURIComponent("organization/relay/prod");
    expect((await api.request("PUT", `/v1/stacks/${stack}/declarations`, { body: declared })).status).toBe(200);
  });

  test.each([[{}], [{ reason: "" }], [{ reason: "a\nb" }], [{ reason: "x", until: "y" }]])(
    "is not begun with %j",
    async (body) => {
      expect((await api.request("PUT", "/v1/freeze", { body })).status).toBe(400);
    },
  );

  test("is not begun or ended by a token that is bound to stacks", async () => {
    const token = await api.token({ scopes: ["admin"], stackPattern: "a/b/c" });
    const answer = await api.request("PUT", "/v1/freeze", { body: { reason: "x" }, token });
    expect(answer).toMatchObject({ status: 403, body: { code: "RELAY_STACK_FORBIDDEN" } });
    expect((await api.request("DELETE", "/v1/freeze", { token })).status).toBe(403);
  });
});

describe("the audit", () => {
  let api: ApiFixture;
  beforeAll(async () => {
    api = await startApi();
    const settings = connectorSettings();
    await api.request("POST", "/v1/receive-connectors", { body: { settings }, headers: declaredBy() });
    await api.request("POST", "/v1/receive-connectors", { body: { settings } });
    const domain = { settings: { domainName: "contoso.com" } };
    await api.request("POST", "/v1/accepted-domains", { body: domain });
  });
  afterAll(() => api.close());

  const found = async (query: string) => {
    const { body } = await api.request("GET", `/v1/audit?${query}`);
    return body.items.map(({ sequence }) => sequence);
  };

  test.each([
    ["", [1, 2, 3, 4]],
    ["order=newest-first&limit=2", [4, 3]],
    ["order=newest-first&limit=2&before=3", [2, 1]],
    ["after=2", [3, 4]],
    ["outcome=refused", [3]],
    ["action=create", [2, 4]],
    ["kind=AcceptedDomain", [4]],
    ["object=CONTOSO.COM", [4]],
    ["stack=*/relay/*", [2]],
    ["widening=true", [4]],
    ["actor=admin&outcome=applied", [2, 4]],
    ["since=2999-01-01T00:00:00Z", []],
    ["until=2000-01-01T00:00:00%2B01:00", []],
  ])("finds by %s the entries %j", async (query, sequences) => {
    expect(await found(query)).toEqual(sequences);
  });

  test("shows one entry, and says that there is none", async () => {
    const entry = { sequence: 2, name: "CRM Application", address: "127.0.0.1" };
    expect((await api.request("GET", "/v1/audit/2")).body).toMatchObject(entry);
    expect(await api.request("GET", "/v1/audit/99")).toMatchObject({ status: 404, body: { code: "RELAY_NOT_FOUND" } });
    expect((await api.request("GET", "/v1/audit/-1")).status).toBe(400);
  });

  test.each(["limit=0", "limit=1001", "since=yesterday", "kind=Nothing", "stak=a", "after=-1", "order=x"])(
    "does not take %s",
    async (query) => {
      expect((await api.request("GET", `/v1/audit?${query}`)).status).toBe(400);
    },
  );

  test("looks at a bounded number of entries in one answer, and says where to go on", async () => {
    const { body } = await api.request("GET", "/v1/audit?limit=1");
    expect([body.next, body.head.sequence]).toEqual([1, 4]);
    expect((await api.request("GET", "/v1/audit?after=3")).body.next).toBeNull();
  });
});
