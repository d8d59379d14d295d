import { type ApiFixture, startApi } from "./api-fixture";

const ROUTES = "/v1/send-connectors";
const PASSWORD = "correct horse battery";
const ROUTE = {
  name: "Out",
  addressSpaces: ["SMTP:*;1"],
  smartHosts: ["one.contoso.com:587", "two.contoso.com:587"],
  smartHostAuthMechanism: "BasicAuthRequireTLS",
  username: "relay@contoso.com",
  requireTls: true,
  tlsAuthLevel: "DomainValidation",
  tlsDomain: "contoso.com",
};
const EXPOSING: readonly (readonly [name: string, change: object])[] = [
  ["a new smart host", { smartHosts: ["one.contoso.com:587", "evil.example:587"] }],
  ["another port of a known one", { smartHosts: ["one.contoso.com:2525"] }],
  ["a login that TLS no longer protects", { smartHostAuthMechanism: "BasicAuth" }],
  [
    "TLS no longer required",
    { requireTls: false, tlsAuthLevel: null, tlsDomain: null, smartHostAuthMechanism: "BasicAuth" },
  ],
  ["certificates no longer checked", { tlsAuthLevel: "EncryptionOnly", tlsDomain: null }],
  ["a certificate of another name", { tlsDomain: "evil.example" }],
];
const HARMLESS: readonly (readonly [name: string, change: object])[] = [
  ["a smart host less", { smartHosts: ["two.contoso.com:587"] }],
  ["another weight", { smartHosts: ["one.contoso.com:587;5", "two.contoso.com:587"] }],
  ["another account", { username: "other@contoso.com" }],
  ["a comment", { comment: "checked by the postmaster" }],
];

describe("the stored password of a send connector", () => {
  let api: ApiFixture;
  let id: string;
  beforeEach(async () => {
    api = await startApi();
    const { body } = await api.request("POST", ROUTES, {
      body: { settings: ROUTE, secrets: { password: PASSWORD } },
    });
    id = body.id;
  });
  afterEach(() => api.close());

  const put = (change: object, secrets?: object) =>
    api.request("PUT", `${ROUTES}/${id}`, {
      body: { settings: { ...ROUTE, ...change }, ...(secrets && { secrets }) },
      headers: { "if-match": "*" },
    });

  test.each(EXPOSING)("stays where it goes: %s needs it again", async (_, change) => {
    expect(await put(change)).toMatchObject({ status: 422, body: { code: "RELAY_PASSWORD_NEEDED" } });
    expect((await api.request("GET", `${ROUTES}/${id}`)).body.settings).toMatchObject(ROUTE);
    expect((await put(change, { password: PASSWORD })).status).toBe(200);
  });

  test.each(EXPOSING)("may be removed instead: %s", async (_, change) => {
    expect((await put(change, { password: null })).status).toBe(200);
    expect(await api.store.secrets.sendConnectorPassword(id)).toBeNull();
  });

  test.each(HARMLESS)("is not asked for by %s", async (_, change) => {
    expect((await put(change)).status).toBe(200);
    expect(await api.store.secrets.sendConnectorPassword(id)).toBe(PASSWORD);
  });

  test("is not got at by adopting the connector either", async () => {
    const headers = { "relay-stack": "acme/mail/dev", "relay-logical-id": "out", "relay-owner-token": "t".repeat(32) };
    const settings = { ...ROUTE, smartHosts: ["evil.example:587"] };
    const adopt = { headers: { ...headers, "relay-adopt-existing": "true" }, body: { settings } };
    expect(await api.request("POST", ROUTES, adopt)).toMatchObject({
      status: 422,
      body: { code: "RELAY_PASSWORD_NEEDED", property: "smartHosts" },
    });
  });
});
