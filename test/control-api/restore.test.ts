import { type Answer, type ApiFixture, connectorSettings, declaredBy, startApi } from "./api-fixture";

interface Document {
  readonly revision: number;
  receiveConnectors: Record<string, unknown>[];
  connectorPermissions: Record<string, unknown>[];
  acceptedDomains: Record<string, unknown>[];
  sendConnectors: Record<string, unknown>[];
  relayUsers: Record<string, unknown>[];
  transportConfig: Record<string, unknown>;
}

const HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b1dWQ";
const RELAY_RIGHT = {
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};
const SMART_HOST = {
  name: "Out",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: ["smart.contoso.com:587"],
  smartHostAuthMechanism: "BasicAuthRequireTLS",
  username: "relay",
};

describe("a document that is restored", () => {
  let api: ApiFixture;
  let connector: Answer;
  let entry: Answer;
  beforeEach(async () => {
    api = await startApi();
    connector = await make("receive-connectors", connectorSettings(), { headers: declaredBy() });
    entry = await make("connector-permissions", { connector: connector.body.id, ...RELAY_RIGHT });
    await make("accepted-domains", { domainName: "contoso.com" });
    await make("send-connectors", SMART_HOST, { secrets: { password: "correct horse" } });
    await make("relay-users", { username: "app" }, { secrets: { password: "battery staple" } });
  });
  afterEach(() => api.close());

  function make(
    collection: string,
    settings: object,
    more: { headers?: Record<string, string>; secrets?: object } = {},
  ) {
    const { headers = {}, secrets } = more;
    const body = secrets === undefined ? { settings } : { settings, secrets };
    return api.request("POST", `/v1/${collection}`, { body, headers });
  }

  const exported = async (query = "") => (await api.request("GET", `/v1/export${query}`)).body as unknown as Document;
  const restore = (document: unknown, more: object = {}, headers: Record<string, string> = { "if-match": "*" }) =>
    api.request("POST", "/v1/restore", { body: { document, ...more }, headers });
  const withoutRevisions = ({ revision: _, receiveConnectors, ...document }: Document) => ({
    ...document,
    receiveConnectors: receiveConnectors.map(({ revision: _revision, ...settings }) => settings),
  });

  test("is the configuration afterwards, in one revision; the same names keep identity, owner and passwords", async () => {
    const before = await exported();
    const { id } = connector.body;
    const wider = { settings: connectorSettings({ remoteIpRanges: ["192.168.2.0/24"], banner: "220 other" }) };
    await api.request("PUT", `/v1/receive-connectors/${id}`, { body: wider, headers: { "if-match": "*" } });
    await api.request("DELETE", `/v1/connector-permissions/${entry.body.id}`, { headers: { "if-match": "*" } });
    await make("accepted-domains", { domainName: "surplus.example" });
    const { revision } = api.store.state;
    const done = await restore(before);
    expect(done).toMatchObject({ status: 200, body: { revision: revision + 1, dryRun: false, applied: { ok: true } } });
    expect(withoutRevisions(await exported())).toEqual(withoutRevisions(before));
    const known = api.store.state.receiveConnectors.get(id);
    expect(known?.owner).toEqual({ stack: "organization/relay/prod", logicalId: "ReceiveConnector::crm" });
    const [user] = api.store.state.relayUsers.values();
    expect(await api.store.secrets.passwordHashes(user?.id ?? "", Date.now())).toHaveLength(1);
    const [out] = api.store.state.sendConnectors.values();
    expect(await api.store.secrets.sendConnectorPassword(out?.id ?? "")).toBe("correct horse");
    const [made] = api.store.state.connectorPermissions.values();
    expect(made).toMatchObject({ owner: null, settings: { connector: id } });
    expect(done.body.notices).toContainEqual(expect.stringContaining("is new and nobody's"));
    expect((await restore(await exported())).body).toMatchObject({ changes: [], revision: revision + 1 });
  });

  test("is shown first, changes nothing by that, and is refused when somebody has written since", async () => {
    const document = await exported();
    document.receiveConnectors[0] = { ...document.receiveConnectors[0], maxMessageSize: "1MB" };
    const { revision } = api.store.state;
    const shown = await restore(document, { dryRun: true }, {});
    expect(shown.body).toMatchObject({
      dryRun: true,
      revision,
      changes: [{ action: "update", name: "CRM Application" }],
    });
    expect(api.store.state.revision).toBe(revision);
    await make("accepted-domains", { domainName: "late.example" });
    const late = await restore(document, {}, { "if-match": String(shown.headers["etag"]) });
    expect(late).toMatchObject({ status: 412, body: { code: "RELAY_REVISION_STALE" } });
  });

  test("leaves entries in the audit, refusals too, and waits for the end of a freeze", async () => {
    const document = await exported();
    document.acceptedDomains = [];
    await restore({ ...document, formatVersion: 9 });
    await api.request("PUT", "/v1/freeze", { body: { reason: "incident 7" } });
    expect((await restore(document)).status).toBe(423);
    await api.request("DELETE", "/v1/freeze");
    expect((await restore(document)).status).toBe(200);
    const entries = await api.store.audit({ order: "newest-first", limit: 6 });
    expect(entries[0]).toMatchObject({ action: "delete", kind: "AcceptedDomain", stack: null });
    expect(entries[0]?.impact).toBeDefined();
    expect(entries.filter(({ action }) => action === "refused").map(({ code }) => code)).toEqual([
      "RELAY_FROZEN",
      "RELAY_INPUT_INVALID",
    ]);
    expect((await api.store.verifyAudit()).ok).toBe(true);
  });

  test.each<{ title: string; change: (document: Document) => void; code: string; says: RegExp }>([
    {
      title: "connectors in conflict, whatever their revisions",
      change: ({ receiveConnectors }) =>
        receiveConnectors.push({ ...receiveConnectors[0], name: "Twin", revision: 99 }),
      code: "RELAY_INPUT_INVALID",
      says: /receiveConnectors\[\d\].*Twin|Twin.*receiveConnectors/,
    },
    {
      title: "a wide relay without a reason",
      change: ({ receiveConnectors }) => {
        receiveConnectors[0] = { ...receiveConnectors[0], remoteIpRanges: ["0.0.0.0/0"] };
      },
      code: "RELAY_RESTORE_REFUSED",
      says: /allowWideRelay/,
    },
    {
      title: "a new account without its hash",
      change: ({ relayUsers }) => relayUsers.push({ username: "new" }),
      code: "RELAY_RESTORE_REFUSED",
      says: /RelayUser "new".*--without-users/,
    },
    {
      title: "a new send connector that needs a password",
      change: ({ sendConnectors }) => sendConnectors.push({ ...SMART_HOST, name: "Second" }),
      code: "RELAY_RESTORE_REFUSED",
      says: /"Second".*password/,
    },
    {
      title: "the password of a known send connector to another host",
      change: ({ sendConnectors }) => {
        sendConnectors[0] = { ...sendConnectors[0], smartHosts: ["evil.example:587"] };
      },
      code: "RELAY_RESTORE_REFUSED",
      says: /smartHosts/,
    },
    {
      title: "a permission without its connector",
      change: ({ connectorPermissions }) => connectorPermissions.push({ connector: "Nowhere", ...RELAY_RIGHT }),
      code: "RELAY_INPUT_INVALID",
      says: /Nowhere/,
    },
  ])("is refused with $title, and nothing changes", async ({ change, code, says }) => {
    const document = await exported();
    change(document);
    const { revision } = api.store.state;
    const refused = await restore(document);
    expect(refused.body).toMatchObject({ code, detail: expect.stringMatching(says) as unknown });
    expect(api.store.state.revision).toBe(revision);
  });

  test("is refused with a known send connector that begins to log in and has no password", async () => {
    const { addressSpaces, smartHosts } = SMART_HOST;
    await make("send-connectors", { name: "Open", addressSpaces, smartHosts });
    const document = await exported();
    document.sendConnectors = [SMART_HOST, { ...SMART_HOST, name: "Open" }];
    expect((await restore(document)).body).toMatchObject({
      code: "RELAY_RESTORE_REFUSED",
      detail: expect.stringMatching(/"Open".*password/) as unknown,
    });
  });

  test("brings a new account with its hash, who can log in then", async () => {
    const document = await exported();
    document.relayUsers.push({ username: "moved", passwordHash: HASH });
    expect((await restore(document)).status).toBe(200);
    const moved = [...api.store.state.relayUsers.values()].find(({ settings }) => settings.username === "moved");
    expect(await api.store.secrets.passwordHashes(moved?.id ?? "", Date.now())).toEqual([HASH]);
    expect(moved?.secretVersion).not.toBeNull();
  });

  test("leaves accounts as they are here without users, and lists what it left out", async () => {
    const document = await exported();
    document.relayUsers = [{ username: "elsewhere" }];
    document.connectorPermissions.push({ ...RELAY_RIGHT, connector: "CRM Application", principal: "elsewhere" });
    await make("connector-permissions", { ...RELAY_RIGHT, connector: connector.body.id, principal: "app" });
    const { body } = await restore(document, { withoutUsers: true });
    expect(body.notices).toEqual([
      'Left out: RelayUser "elsewhere".',
      'Left out: Allow for elsewhere on "CRM Application".',
    ]);
    const { relayUsers, connectorPermissions } = api.store.state;
    expect([...relayUsers.values()].map(({ settings }) => settings.username)).toEqual(["app"]);
    expect([...connectorPermissions.values()].map(({ settings }) => settings.principal).sort()).toEqual([
      "NT AUTHORITY\\ANONYMOUS LOGON",
      "app",
    ]);
  });

  test("keeps an entry's identity when only its rights differ, and swaps two connectors' ranges at once", async () => {
    await make("receive-connectors", connectorSettings({ name: "Other", remoteIpRanges: ["10.1.0.0/16"] }));
    const document = await exported();
    const [one, two] = document.receiveConnectors;
    const ranges = one?.["remoteIpRanges"];
    document.receiveConnectors = [
      { ...one, remoteIpRanges: two?.["remoteIpRanges"] },
      { ...two, remoteIpRanges: ranges },
    ];
    document.connectorPermissions = [
      { ...document.connectorPermissions[0], extendedRights: ["ms-Exch-Bypass-Anti-Spam"] },
    ];
    expect((await restore(document)).status).toBe(200);
    expect(api.store.state.connectorPermissions.get(entry.body.id)?.settings.extendedRights).toEqual([
      "ms-Exch-Bypass-Anti-Spam",
    ]);
    expect(api.store.state.receiveConnectors.get(connector.body.id)?.settings.remoteIpRanges).toEqual(["10.1.0.0/16"]);
  });

  test("is for an admin of the whole host", async () => {
    const body = { document: await exported(), dryRun: true };
    for (const wanted of [{ scopes: ["write"] as const }, { scopes: ["admin"] as const, stackPattern: "a/b/c" }]) {
      const token = await api.token(wanted);
      expect((await api.request("POST", "/v1/restore", { body, token })).status).toBe(403);
    }
  });
});
