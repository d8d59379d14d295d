import { type ApiFixture, connectorSettings, declaredBy, startApi } from "./api-fixture";

describe("a revert over the control API", () => {
  let api: ApiFixture;
  let id: string;
  beforeEach(async () => {
    api = await startApi();
    const body = { settings: connectorSettings() };
    id = (await api.request("POST", "/v1/receive-connectors", { body, headers: declaredBy() })).body.id;
    const wider = { settings: connectorSettings({ remoteIpRanges: ["192.168.2.0/24"] }) };
    await api.request("PUT", `/v1/receive-connectors/${id}`, { body: wider, headers: { "if-match": "*" } });
  });
  afterEach(() => api.close());

  const revert = (body: object, headers: Readonly<Record<string, string>> = {}) =>
    api.request("POST", "/v1/revert", { body, headers });
  const ranges = () => api.store.state.receiveConnectors.get(id)?.settings.remoteIpRanges;

  test("shows first what it would do, then does it by the ETag of that", async () => {
    const shown = await revert({ revision: 1, dryRun: true });
    expect(shown).toMatchObject({
      status: 200,
      body: {
        revertTo: 1,
        dryRun: true,
        revision: 2,
        changes: [
          {
            action: "update",
            id,
            name: "CRM Application",
            before: { settings: { remoteIpRanges: ["192.168.2.0/24"] } },
            after: { settings: { remoteIpRanges: ["192.168.2.55-192.168.2.56"] } },
          },
        ],
      },
    });
    expect(ranges()).toEqual(["192.168.2.0/24"]);
    const done = await revert({ revision: 1 }, { "if-match": String(shown.headers["etag"]) });
    expect(done).toMatchObject({
      status: 200,
      body: { dryRun: false, revision: 3, applied: { revision: 3, ok: true } },
    });
    expect(ranges()).toEqual(["192.168.2.55-192.168.2.56"]);
  });

  test("is refused when somebody has written since it was shown", async () => {
    const { headers } = await revert({ revision: 1, dryRun: true });
    await api.request("POST", "/v1/accepted-domains", { body: { settings: { domainName: "contoso.com" } } });
    const late = await revert({ revision: 1 }, { "if-match": String(headers["etag"]) });
    expect(late).toMatchObject({ status: 412, body: { code: "RELAY_REVISION_STALE" } });
    expect(ranges()).toEqual(["192.168.2.0/24"]);
  });

  test("needs If-Match, a revision that was, and an admin of the whole host", async () => {
    expect(await revert({ revision: 1 })).toMatchObject({ status: 428, body: { code: "RELAY_IF_MATCH_REQUIRED" } });
    expect(await revert({ revision: 9, dryRun: true })).toMatchObject({
      status: 404,
      body: { code: "RELAY_REVISION_UNKNOWN" },
    });
    expect((await revert({ revision: -1, dryRun: true })).status).toBe(400);
    const bound = await api.token({ scopes: ["admin"], stackPattern: "a/b/c" });
    const body = { revision: 1, dryRun: true };
    expect(await api.request("POST", "/v1/revert", { body, token: bound })).toMatchObject({
      status: 403,
      body: { code: "RELAY_STACK_FORBIDDEN" },
    });
    expect(await revert(body, { "relay-installation": "other.1" })).toMatchObject({
      status: 409,
      body: { code: "RELAY_INSTALLATION_MISMATCH" },
    });
  });

  test("stands in the audit when it is refused, and not when it is only looked at", async () => {
    const { sequence } = await api.store.auditHead();
    await revert({ revision: 9, dryRun: true });
    expect(await revert({ revision: 9 }, { "if-match": "*" })).toMatchObject({ status: 404 });
    expect(await api.store.audit({ afterSequence: sequence, limit: 9 })).toMatchObject([
      { action: "refused", code: "RELAY_REVISION_UNKNOWN", name: "revert to revision 9" },
    ]);
  });

  test("is held by a freeze, and breaks its glass", async () => {
    await api.request("PUT", "/v1/freeze", { body: { reason: "incident 7" } });
    expect((await revert({ revision: 1, dryRun: true })).status).toBe(200);
    expect((await revert({ revision: 1 }, { "if-match": "*" })).status).toBe(423);
    expect((await revert({ revision: 1 }, { "if-match": "*", "relay-break-glass": "back" })).status).toBe(200);
  });

  test("does not bring back a certificate that is not here", async () => {
    const named = { tlsCertificateName: "<I>CN=CA<S>CN=mail.contoso.com" };
    // As an import or an older host may have left it.
    const context = {
      actor: { tokenId: "x", tokenName: "x", scopes: ["admin"], stackPattern: null },
      ...{ run: null, commit: null, program: null, now: Date.now() },
    } as const;
    const object = api.store.state.receiveConnectors.get(id);
    if (object === undefined) throw new Error("The connector is gone.");
    const target = { kind: "ReceiveConnector", id, ifMatch: null, ownerToken: null, stack: null } as const;
    const write = (settings: typeof object.settings) =>
      api.store.write({ action: "update", ...target, settings, revokeEntries: [] }, context);
    await write({ ...object.settings, ...named });
    await write(object.settings);
    const refused = await revert({ revision: 3, dryRun: true });
    expect(refused).toMatchObject({ status: 409, body: { code: "RELAY_REVERT_REFUSED" } });
  });
});
