import { type ApiFixture, connectorSettings, declaredBy, startApi } from "./api-fixture";

const CONNECTORS = "/v1/receive-connectors";
const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const RIGHT = "ms-Exch-SMTP-Accept-Any-Recipient";
const TAKEN = { binding: "127.0.0.1:2525", message: "Cannot listen on 127.0.0.1:2525 (EADDRINUSE)." };

describe("objects in the control API", () => {
  let api: ApiFixture;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const create = (settings: object, headers: Record<string, string> = {}) =>
    api.request("POST", CONNECTORS, { body: { settings }, headers });

  test("a create answers 201 with the settled object, its ETag and what is enforced", async () => {
    const { status, headers, body } = await create(connectorSettings(), declaredBy());
    const { id, epoch } = api.store.installation;
    expect(status).toBe(201);
    expect(headers["etag"]).toBe(`"${id}.${epoch}.1"`);
    expect(body).toMatchObject({
      kind: "ReceiveConnector",
      settings: { name: "CRM Application", enabled: true, remoteIpRanges: ["192.168.2.55-192.168.2.56"] },
      revision: 1,
      owner: { stack: "organization/relay/prod", logicalId: "ReceiveConnector::crm" },
      installation: { id, epoch },
      applied: { revision: 1, ok: true, problems: [] },
      unmanagedEntries: [],
      audit: { sequence: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
  });

  test("an object says which line and commit declared it, whoever edits it since", async () => {
    const place = { "relay-commit": "a".repeat(40), "relay-declared-at": "lib/crm.ts:7" };
    const declaredIn = { commit: "a".repeat(40), file: "lib/crm.ts", line: 7 };
    const created = await create(connectorSettings(), declaredBy(place));
    expect(created.body).toMatchObject({ declaredIn });
    const url = `${CONNECTORS}/${created.body.id}`;
    const byHand = { settings: { ...connectorSettings(), comment: "by hand" } };
    const headers = { "if-match": String(created.headers["etag"]), "relay-declared-at": "other.ts:1" };
    expect((await api.request("PUT", url, { body: byHand, headers })).body).toMatchObject({ declaredIn });
    const moved = declaredBy({ ...place, "relay-declared-at": "lib/crm.ts:9", "if-match": "*" });
    const etag = (await api.request("GET", url)).headers["etag"];
    const again = { body: { settings: connectorSettings() }, headers: { ...moved, "if-match": String(etag) } };
    expect((await api.request("PUT", url, again)).body).toMatchObject({ declaredIn: { ...declaredIn, line: 9 } });
    const unowned = await create({ ...connectorSettings(), name: "By hand", remoteIpRanges: ["10.9.9.9"] }, place);
    expect(unowned).toMatchObject({ status: 201, body: { owner: null, declaredIn: null } });
  });

  test("a repeated create of the same resource takes over instead of doubling, and says 200", async () => {
    const first = await create(connectorSettings(), declaredBy());
    const again = await create(connectorSettings(), declaredBy({ "relay-owner-token": "token-of-the-second-create" }));
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect((await api.request("GET", CONNECTORS)).body.items).toHaveLength(1);
  });

  test("every failure of the settings is reported at once, each on its property", async () => {
    const { status, body } = await create({ name: "a\\b", remoteIpRanges: ["10.1"], nonsense: true });
    expect(status).toBe(422);
    expect(body.code).toBe("RELAY_INPUT_INVALID");
    const properties = body.failures.map(({ property }: { property: string }) => property);
    expect(properties).toEqual(expect.arrayContaining(["name", "bindings", "remoteIpRanges[0]", "nonsense"]));
    expect(api.store.state.revision).toBe(0);
  });

  test("an update needs If-Match", async () => {
    const { body } = await create(connectorSettings());
    const answer = await api.request("PUT", `${CONNECTORS}/${body.id}`, { body: { settings: connectorSettings() } });
    expect(answer).toMatchObject({ status: 428, body: { code: "RELAY_IF_MATCH_REQUIRED" } });
  });

  test("an update with the ETag as read is written, one with an older ETag says who changed what", async () => {
    const created = await create(connectorSettings());
    const url = `${CONNECTORS}/${created.body.id}`;
    const headers = { "if-match": String(created.headers["etag"]) };
    const changed = { settings: connectorSettings({ comment: "by hand" }) };
    expect(await api.request("PUT", url, { body: changed, headers })).toMatchObject({
      status: 200,
      body: { revision: 2 },
    });
    const stale = await api.request("PUT", url, { body: { settings: connectorSettings({ enabled: false }) }, headers });
    expect(stale).toMatchObject({
      status: 412,
      body: { code: "RELAY_REVISION_STALE", changedBy: { actor: "admin (by hand)", properties: ["comment"] } },
    });
    expect(stale.headers["content-type"]).toContain("application/problem+json");
  });

  test("an ETag of another installation is a mismatch, never gone", async () => {
    const answer = await api.request("DELETE", `${CONNECTORS}/nothing`, { headers: { "if-match": '"other.1.1"' } });
    expect(answer).toMatchObject({ status: 409, body: { code: "RELAY_INSTALLATION_MISMATCH" } });
    const read = await api.request("GET", `${CONNECTORS}/nothing`, { headers: { "relay-installation": "other.1" } });
    expect(read).toMatchObject({ status: 409, body: { code: "RELAY_INSTALLATION_MISMATCH" } });
  });

  test("If-Match: * is for administrators by hand only", async () => {
    const { body } = await create(connectorSettings(), declaredBy());
    const url = `${CONNECTORS}/${body.id}`;
    const token = await api.token({ scopes: ["write"] });
    const any = { "if-match": "*" };
    expect(await api.request("DELETE", url, { token, headers: any })).toMatchObject({ status: 403 });
    expect(await api.request("DELETE", url, { headers: { ...any, ...declaredBy() } })).toMatchObject({ status: 400 });
    expect(await api.request("DELETE", url, { headers: any })).toMatchObject({ status: 200, body: { deleted: true } });
  });

  test("a late delete with a token that is no longer the object's deletes nothing and says why", async () => {
    const first = await create(connectorSettings(), declaredBy());
    await create(connectorSettings(), declaredBy({ "relay-owner-token": "token-of-the-second-create" }));
    const late = await api.request("DELETE", `${CONNECTORS}/${first.body.id}`, {
      headers: { ...declaredBy(), "if-match": String(first.headers["etag"]) },
    });
    expect(late).toMatchObject({ status: 200, body: { deleted: false, reason: expect.any(String) as string } });
  });

  test("an update after a rename makes the stack's new name the owner; until it writes again the old one is good too", async () => {
    const created = await create(connectorSettings(), declaredBy());
    const url = `${CONNECTORS}/${created.body.id}`;
    const names = {
      "relay-declared-stack": "organization/relay/production",
      "relay-logical-id": "ReceiveConnector::new",
    };
    const headers = { ...declaredBy(names), "if-match": String(created.headers["etag"]) };
    const { status, body } = await api.request("PUT", url, { body: { settings: connectorSettings() }, headers });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { owner: { stack: "organization/relay/production", logicalId: "ReceiveConnector::new" } },
    });
    for (const stack of ["organization/relay/prod", "organization/relay/production"]) {
      const read = await api.request("GET", url, { headers: declaredBy({ "relay-stack": stack }) });
      expect(read.body.ownership).toBe("yours");
    }
  });

  test("what does not exist is 404 for every method", async () => {
    const { id, epoch } = api.store.installation;
    const headers = { "if-match": `"${id}.${epoch}.1"` };
    const url = `${CONNECTORS}/no-such-id`;
    const body = { settings: connectorSettings() };
    for (const answer of [
      await api.request("GET", url),
      await api.request("PUT", url, { headers, body }),
      await api.request("DELETE", url, { headers }),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: "RELAY_NOT_FOUND" } });
    }
  });

  test("a read says whose the object is, and never shows a token", async () => {
    const { body } = await create(connectorSettings(), declaredBy());
    const read = (headers: Record<string, string>) => api.request("GET", `${CONNECTORS}/${body.id}`, { headers });
    expect((await read(declaredBy())).body.ownership).toBe("yours");
    expect((await read(declaredBy({ "relay-owner-token": "token-of-somebody-else" }))).body.ownership).toBe("foreign");
    expect((await read(declaredBy({ "relay-stack": "organization/relay/test" }))).body.ownership).toBe("foreign");
    expect((await read({})).body).not.toHaveProperty("ownership");
    expect(JSON.stringify((await read(declaredBy())).body)).not.toMatch(/token|hash/i);
  });

  test("a right that nobody declares is listed on its connector and revoked by its id", async () => {
    const connector = await create(connectorSettings(), declaredBy());
    const entry = {
      connector: connector.body.id,
      principal: ANONYMOUS,
      extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    };
    const added = await api.request("POST", "/v1/connector-permissions", { body: { settings: entry } });
    const url = `${CONNECTORS}/${connector.body.id}`;
    const { body, headers } = await api.request("GET", url);
    expect(body.unmanagedEntries).toMatchObject([{ id: added.body.id, principal: ANONYMOUS, updatedBy: "admin" }]);
    const revokeEntries = [{ id: added.body.id, revision: added.body.revision }];
    const revoked = await api.request("PUT", url, {
      headers: { ...declaredBy(), "if-match": String(headers["etag"]) },
      body: { settings: connectorSettings(), revokeEntries },
    });
    expect(revoked).toMatchObject({ status: 200, body: { unmanagedEntries: [] } });
  });

  test("a listener that cannot open is told with the write, which stands", async () => {
    api.listenerProblems.push(TAKEN);
    const { status, body } = await create(connectorSettings());
    expect(status).toBe(201);
    expect(body.applied).toEqual({
      revision: 1,
      ok: false,
      problems: [TAKEN.message],
    });
    expect(await api.request("GET", "/readyz", { token: null })).toMatchObject({ status: 503, body: { ready: false } });
  });

  test("a listener that cannot open is told with no other object's write, and stays in status and readiness", async () => {
    api.listenerProblems.push(TAKEN);
    const first = await create(connectorSettings());
    const other = await create(connectorSettings({ name: "Other", bindings: ["127.0.0.2:2525"] }));
    expect(other.body.applied).toEqual({ revision: 2, ok: true, problems: [] });
    const permission = { connector: first.body.id, principal: ANONYMOUS, access: "Allow", extendedRights: [RIGHT] };
    const added = await api.request("POST", "/v1/connector-permissions", { body: { settings: permission } });
    expect(added.body.applied).toMatchObject({ ok: true, problems: [] });
    const status = await api.request("GET", "/v1/status");
    expect(status.body).toMatchObject({ ready: false, reasons: [TAKEN.message], applied: { ok: false } });
    const gone = await api.request("DELETE", `${CONNECTORS}/${first.body.id}`, { headers: { "if-match": "*" } });
    expect(gone.body.applied).toMatchObject({ ok: true, problems: [] });
  });

  test("a write by hand is told what is rarely meant, a program's is not", async () => {
    const wide = connectorSettings({ remoteIpRanges: ["10.0.0.0/8"], authMechanism: ["None"] });
    const { body } = await create(wide);
    expect(body.notices).toEqual([]);
    const permission = { connector: body.id, principal: ANONYMOUS, access: "Allow", extendedRights: [RIGHT] };
    const added = await api.request("POST", "/v1/connector-permissions", { body: { settings: permission } });
    expect(added.body.notices).toEqual([
      expect.stringMatching(/^ReceiveConnector "CRM Application": remoteIpRanges lets 16,777,216 private addresses/),
    ]);
    const clear = connectorSettings({ name: "Clear", bindings: ["127.0.0.2:2525"], authMechanism: ["BasicAuth"] });
    expect((await create(clear, declaredBy())).body.notices).toEqual([]);
    const again = { headers: { "if-match": "*" }, body: { settings: wide } };
    expect((await api.request("PUT", `${CONNECTORS}/${body.id}`, again)).body.notices).toHaveLength(1);
  });

  test("a token bound to a stack writes for that stack only, and not by hand", async () => {
    const token = await api.token({ scopes: ["write"], stackPattern: "organization/relay/*" });
    const post = (headers: Record<string, string>) =>
      api.request("POST", CONNECTORS, { token, headers, body: { settings: connectorSettings() } });
    expect(await post({})).toMatchObject({ status: 403, body: { code: "RELAY_STACK_FORBIDDEN" } });
    const foreign = await post(declaredBy({ "relay-stack": "organization/other/prod" }));
    expect(foreign).toMatchObject({ status: 403, body: { code: "RELAY_STACK_FORBIDDEN" } });
    expect(await post(declaredBy())).toMatchObject({ status: 201 });
  });

  test("a token bound to a stack touches neither the queue nor tokens, whatever its scopes", async () => {
    const token = await api.token({ scopes: ["admin"], stackPattern: "organization/relay/*" });
    const body = { name: "unbound", scopes: ["admin"] };
    for (const answer of [
      await api.request("POST", "/v1/tokens", { token, body }),
      await api.request("DELETE", "/v1/tokens/x", { token }),
      await api.request("DELETE", "/v1/queue/x", { token }),
      await api.request("POST", "/v1/queue/x/hold", { token }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: "RELAY_STACK_FORBIDDEN" } });
    }
  });

  test("writes that come together get revisions of their own, each in force when it is answered", async () => {
    const writes = Array.from({ length: 20 }, (_, index) =>
      create(connectorSettings({ name: `connector ${index}`, remoteIpRanges: [`10.0.0.${index}`] })),
    );
    const answers = await Promise.all(writes);
    expect(new Set(answers.map(({ body }) => body.revision)).size).toBe(20);
    for (const { status, body } of answers) {
      expect(status).toBe(201);
      expect(body.applied.ok).toBe(true);
      expect(body.applied.revision).toBeGreaterThanOrEqual(body.revision);
    }
    expect((await api.request("GET", "/readyz", { token: null })).status).toBe(200);
  });

  test("a claim gives an object to a stack and shows its new token once", async () => {
    const { body } = await create(connectorSettings());
    const claim = { stack: "organization/relay/prod", kind: "ReceiveConnector", id: body.id };
    const claimed = await api.request("POST", "/v1/objects/claims", { body: claim });
    expect(claimed).toMatchObject({ status: 200, body: { logicalId: "ReceiveConnector::CRM Application" } });
    const headers = declaredBy({ "relay-owner-token": claimed.body.ownerToken });
    expect((await api.request("GET", `${CONNECTORS}/${body.id}`, { headers })).body.ownership).toBe("yours");
  });

  test("a stack sees what it owns and what its newest run declared", async () => {
    await create(connectorSettings(), declaredBy());
    const stack = `/v1/stacks/${encodeURIComponent("organization/relay/prod")}`;
    const declared = [{ kind: "ReceiveConnector", logicalId: "ReceiveConnector::crm" }];
    const put = (run: string, runStarted: number) =>
      api.request("PUT", `${stack}/declarations`, { body: { run, runStarted, declared } });
    expect((await put("newer", 2)).body).toEqual({ accepted: true });
    expect((await put("older", 1)).body).toEqual({ accepted: false });
    const { body } = await api.request("GET", `${stack}/objects`);
    expect(body.items).toMatchObject([
      { kind: "ReceiveConnector", logicalId: "ReceiveConnector::crm", supersededSince: null },
    ]);
    expect(body.declarations).toEqual({ run: "newer", runStarted: 2, declared });
  });

  test("a run whose clock is ahead does not lock out the runs after it", async () => {
    const run = (id: string, startedAt: number) => {
      const deadline = String(Date.now() + 600_000);
      return { "relay-run": id, "relay-run-started": String(startedAt), "relay-deadline": deadline };
    };
    const ahead = run("ahead", Date.now() + 86_400_000);
    const { status, body, headers } = await create(connectorSettings(), { ...declaredBy(), ...ahead });
    expect(status).toBe(201);
    api.wait(1000);
    const next = { ...declaredBy(), ...run("next", Date.now() + 1000), "if-match": String(headers["etag"]) };
    const update = { headers: next, body: { settings: connectorSettings({ comment: "later" }) } };
    expect(await api.request("PUT", `${CONNECTORS}/${body.id}`, update)).toMatchObject({ status: 200 });
    const put = (id: string, runStarted: number) =>
      api.request("PUT", `/v1/stacks/${encodeURIComponent("organization/relay/prod")}/declarations`, {
        body: { run: id, runStarted, declared: [] },
      });
    expect((await put("ahead", Date.now() + 86_400_000)).body).toEqual({ accepted: true });
    api.wait(1000);
    expect((await put("next", Date.now() + 2000)).body).toEqual({ accepted: true });
  });

  test("the transport configuration is changed by administrators only", async () => {
    const { body, headers } = await api.request("GET", "/v1/transport-config");
    const settings = { ...body.settings, trustedProxies: ["127.0.0.0/24"] };
    const write = { headers: { "if-match": String(headers["etag"]) }, body: { settings } };
    expect(await api.request("PUT", "/v1/transport-config", write)).toMatchObject({ status: 200 });
    expect(api.store.state.transportConfig.settings.trustedProxies).toEqual(["127.0.0.0/24"]);
  });
});
