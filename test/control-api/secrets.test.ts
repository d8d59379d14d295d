import { type ApiFixture, declaredBy, startApi } from "./api-fixture";

const USERS = "/v1/relay-users";
const ROUTES = "/v1/send-connectors";
const PASSWORD = "correct horse battery";
const OTHER = "Tr0ub4dor & 3 friends";
const USER = { username: "crm-app" };
const ROUTE = {
  name: "Out",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: ["smart.contoso.com:587"],
  smartHostAuthMechanism: "BasicAuthRequireTLS",
  username: "relay@contoso.com",
};

describe("passwords in the control API", () => {
  let api: ApiFixture;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(async () => {
    for (const secret of [PASSWORD, OTHER]) expect(api.logged()).not.toContain(secret);
    await api.close();
  });

  const create = (url: string, settings: object, secrets?: object, headers = {}) =>
    api.request("POST", url, { body: { settings, ...(secrets && { secrets }) }, headers });
  const put = (
    url: string,
    settings: object,
    secrets?: object,
    headers: Record<string, string> = { "if-match": "*" },
  ) => api.request("PUT", url, { body: { settings, ...(secrets && { secrets }) }, headers });
  const hashes = (id: string) => api.store.secrets.passwordHashes(id, Date.now());

  test("the password of an account is stored as a hash and answered as a version only", async () => {
    const made = await create(USERS, USER, { password: PASSWORD }, declaredBy());
    expect(made.status).toBe(201);
    expect(made.body.secretVersion).toMatch(/^[0-9a-f-]{36}$/);
    const [hash = ""] = await hashes(made.body.id);
    expect(hash).toMatch(/^\$argon2id\$/);
    for (const url of [USERS, `${USERS}/${made.body.id}`, "/v1/export", "/v1/audit", "/v1/status", "/metrics"]) {
      const text = JSON.stringify(await api.request("GET", url));
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(hash);
    }
  });

  test("its hash is exported to an admin who asks for it, and to nobody else", async () => {
    const { id } = (await create(USERS, USER, { password: PASSWORD })).body;
    const url = "/v1/export?withSecrets=true";
    const [hash] = await hashes(id);
    expect((await api.request("GET", url)).body).toMatchObject({ relayUsers: [{ ...USER, passwordHash: hash }] });
    const token = await api.token({ scopes: ["write"] });
    expect(await api.request("GET", url, { token })).toMatchObject({
      status: 403,
      body: { code: "RELAY_SCOPE_MISSING" },
    });
  });

  test("left out it stays, null removes it, another one has another version", async () => {
    const { body } = await create(USERS, USER, { password: PASSWORD });
    const url = `${USERS}/${body.id}`;
    expect((await put(url, { ...USER, comment: "moved" })).body.secretVersion).toBe(body.secretVersion);
    expect((await put(url, USER, {})).body.secretVersion).toBe(body.secretVersion);
    const changed = (await put(url, USER, { password: OTHER })).body;
    expect(changed.secretVersion).not.toBe(body.secretVersion);
    expect((await put(url, USER, { password: null })).body.secretVersion).toBeNull();
    expect(await hashes(body.id)).toEqual([]);
  });

  test("the same one again is no change, so that a request whose answer was lost can be repeated", async () => {
    const made = await create(USERS, USER, { password: PASSWORD });
    const url = `${USERS}/${made.body.id}`;
    const seen = { "if-match": String(made.headers["etag"]) };
    const first = await put(url, USER, { password: OTHER }, seen);
    const again = await put(url, USER, { password: OTHER }, seen);
    expect(again.body).toMatchObject({ secretVersion: first.body.secretVersion, revision: first.body.revision });
    expect(await put(url, USER, { password: PASSWORD }, seen)).toMatchObject({
      status: 412,
      body: { code: "RELAY_REVISION_STALE", changedBy: { properties: ["password"] } },
    });
  });

  test("the former one stays good as long as passwordOverlap says", async () => {
    const user = { ...USER, passwordOverlap: "01:00:00" };
    const { body } = await create(USERS, user, { password: PASSWORD });
    await put(`${USERS}/${body.id}`, user, { password: OTHER });
    expect(await hashes(body.id)).toHaveLength(2);
    expect(await api.store.secrets.passwordHashes(body.id, Date.now() + 3_600_000)).toHaveLength(1);
  });

  test.each([
    ["too short", "short 1"],
    ["too long", "x".repeat(257)],
    ["with a line break", `${PASSWORD}\n`],
    ["that is the username", "Crm-App-01"],
  ])("a password %s is refused without being repeated, and nothing is stored", async (_title, password) => {
    const answer = await create(USERS, { username: "crm-app-01" }, { password });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: "RELAY_INPUT_INVALID",
        failures: [{ code: "RELAY_PASSWORD_INVALID", property: "secrets.password" }],
      },
    });
    expect(JSON.stringify(answer)).not.toContain(JSON.stringify(password).slice(1, -1));
    expect(api.logged()).not.toContain(password);
    expect(api.store.state.relayUsers.size).toBe(0);
  });

  test.each([
    ["a number", { password: 12_345_678_901 }],
    ["another name", { passphrase: PASSWORD }],
    ["a bare text", PASSWORD],
  ])("%s in the place of the password is refused as a request, and not repeated", async (_title, secrets) => {
    const answer = await api.request("POST", USERS, { body: { settings: USER, secrets } });
    expect(answer).toMatchObject({ status: 400, body: { code: "RELAY_REQUEST_INVALID" } });
    expect(JSON.stringify(answer)).not.toMatch(/horse|12345678901/);
  });

  test("a password among the settings is no property, and its value is not repeated", async () => {
    const answer = await create(USERS, { ...USER, password: PASSWORD });
    expect(answer).toMatchObject({ status: 422, body: { failures: [{ property: "password" }] } });
    expect(JSON.stringify(answer)).not.toContain(PASSWORD);
  });

  test("a body that is not JSON is not repeated", async () => {
    const answer = await api.request("POST", USERS, { body: `{"secrets":{"password":"${PASSWORD}"` });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer)).not.toContain(PASSWORD);
  });

  test("kinds without password know no secrets", async () => {
    const answer = await create("/v1/relay-groups", { name: "Applications" }, { password: PASSWORD });
    expect(answer).toMatchObject({ status: 400, body: { property: "secrets" } });
  });

  test("the password of a send connector is sealed, and the same one again is no change", async () => {
    const { body } = await create(ROUTES, ROUTE, { password: PASSWORD });
    expect(body.secretVersion).not.toBeNull();
    expect(await api.store.secrets.sendConnectorPassword(body.id)).toBe(PASSWORD);
    const url = `${ROUTES}/${body.id}`;
    expect((await put(url, ROUTE, { password: PASSWORD })).body.secretVersion).toBe(body.secretVersion);
    expect((await put(url, ROUTE, { password: OTHER })).body.secretVersion).not.toBe(body.secretVersion);
    expect(await api.store.secrets.sendConnectorPassword(body.id)).toBe(OTHER);
    expect((await put(url, ROUTE, { password: null })).body.secretVersion).toBeNull();
    expect(await api.store.secrets.sendConnectorPassword(body.id)).toBeNull();
  });

  test("the audit says that a password was set or removed", async () => {
    const { body } = await create(USERS, USER, { password: PASSWORD });
    await put(`${USERS}/${body.id}`, USER, { password: null });
    const { items } = (await api.request("GET", "/v1/audit")).body;
    expect(items.map((item) => (item as { secret?: string }).secret)).toEqual([
      undefined,
      "password set",
      "password removed",
    ]);
  });
});

describe("the TransportConfig in the control API", () => {
  let api: ApiFixture;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());
  const PATH = "/v1/transport-config";

  test("a stack takes it, and gives it back with the defaults", async () => {
    const settings = { dialect: "modern" };
    const made = await api.request("POST", PATH, { body: { settings }, headers: declaredBy() });
    expect(made).toMatchObject({
      status: 200,
      body: { id: "transport-config", owner: { logicalId: expect.any(String) as string } },
    });
    const etag = String(made.headers["etag"]);
    const headers = { ...declaredBy(), "if-match": etag };
    const updated = await api.request("PUT", PATH, { body: { settings: { dialect: "classic" } }, headers });
    expect(updated.status).toBe(200);
    const gone = await api.request("DELETE", PATH, {
      headers: { ...headers, "if-match": String(updated.headers["etag"]) },
    });
    expect(gone).toMatchObject({ status: 200, body: { deleted: true } });
    expect((await api.request("GET", PATH)).body).toMatchObject({ owner: null });
  });

  test("only an admin's token takes it, and nobody creates it by hand", async () => {
    const token = await api.token({ scopes: ["write"] });
    const body = { settings: {} };
    expect((await api.request("POST", PATH, { token, body, headers: declaredBy() })).status).toBe(403);
    expect(await api.request("POST", PATH, { body })).toMatchObject({ status: 409, body: { code: "RELAY_SINGLETON" } });
  });
});
