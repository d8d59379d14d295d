import { type ApiFixture, connectorSettings, declaredBy, startApi } from "./api-fixture";

describe("tokens", () => {
  let api: ApiFixture;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const status = (token: string) => api.request("GET", "/v1/status", { token });

  test("a 401 tells how pulumi refresh and destroy get at a new token", async () => {
    const { status: code, headers, body } = await status("no-such-token");
    expect(code).toBe(401);
    expect(headers["www-authenticate"]).toContain("Bearer");
    expect(body.detail).toMatch(/unknown or revoked/);
    expect(body.detail).toMatch(/pulumi refresh and pulumi destroy .* --run-program, or set RELAY_TOKEN/);
  });

  test("a token is shown once, works at once, and no more when revoked or expired", async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = { name: "ci", scopes: ["read"], stackPattern: "organization/relay/*", expiresAt };
    const made = await api.request("POST", "/v1/tokens", { body });
    expect(made).toMatchObject({ status: 201, body: { record: { name: "ci", scopes: ["read"] } } });
    expect((await status(made.body.token)).status).toBe(200);
    const list = await api.request("GET", "/v1/tokens");
    expect(list.body.items).toContainEqual(made.body.record);
    expect(JSON.stringify(list.body)).not.toContain(made.body.token);
    api.wait(3_600_001);
    expect(await status(made.body.token)).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining("expired") as string },
    });
  });

  test("an end is taken with any offset, and kept in UTC and whole seconds", async () => {
    const body = { name: "ci", scopes: ["read"], expiresAt: "2099-01-01T01:30:00.9+02:00" };
    const { body: made } = await api.request("POST", "/v1/tokens", { body });
    expect(made.record).toMatchObject({ expiresAt: "2098-12-31T23:30:00.000Z" });
  });

  test("two tokens overlap, so that one can be replaced without a gap", async () => {
    const [old, young] = [await api.token({ name: "old" }), await api.token({ name: "young" })];
    expect([(await status(old)).status, (await status(young)).status]).toEqual([200, 200]);
    const { items } = (await api.request("GET", "/v1/tokens")).body;
    const id = items.find(({ name }) => name === "old")?.id;
    expect(await api.request("DELETE", `/v1/tokens/${id}`)).toMatchObject({ status: 200, body: { deleted: true } });
    expect([(await status(old)).status, (await status(young)).status]).toEqual([401, 200]);
    expect(await api.request("DELETE", `/v1/tokens/${id}`)).toMatchObject({ status: 404 });
  });

  test("an address that keeps sending bad tokens has to wait, but a token known to be good goes on", async () => {
    const fresh = await api.token({ name: "never used before" });
    await status(api.admin);
    const answers = [];
    for (let attempt = 0; attempt < 25; attempt += 1) answers.push((await status(`guess-${attempt}`)).status);
    expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(answers.at(-1)).toBe(429);
    const refused = await status(fresh);
    expect(refused).toMatchObject({ status: 429, body: { code: "RELAY_TOO_MANY_FAILED_TOKENS" } });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await status(api.admin)).status).toBe(200);
  });

  test("no token, owner token or body is ever logged", async () => {
    const secret = "guess-that-nobody-shall-read";
    await status(secret);
    const body = { settings: connectorSettings({ comment: "private words" }) };
    await api.request("POST", "/v1/receive-connectors", { body, headers: declaredBy() });
    const made = await api.request("POST", "/v1/tokens", { body: { name: "ci", scopes: ["read"] } });
    await status(made.body.token);
    const logged = api.logged();
    for (const hidden of [secret, api.admin, made.body.token, "token-of-the-first-create", "private words"]) {
      expect(logged).not.toContain(hidden);
    }
    expect(logged).toMatch(
      /"level":30.*"method":"POST".*"status":201.*"token":"admin".*"stack":"organization\/relay\/prod"/,
    );
    const audit = JSON.stringify((await api.request("GET", "/v1/audit")).body);
    expect(audit).not.toContain(made.body.token);
    expect(audit).not.toContain("token-of-the-first-create");
  });
});
