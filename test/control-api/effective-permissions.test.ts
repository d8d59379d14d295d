import { type ApiFixture, connectorSettings, startApi } from "./api-fixture";

const ANY_RECIPIENT = "ms-Exch-SMTP-Accept-Any-Recipient";

interface Answer {
  readonly code?: string;
  readonly connectorId: string;
  readonly permissions: readonly [{ readonly granted: readonly object[]; readonly denied: readonly object[] }];
}

describe("who holds which rights on a connector", () => {
  let api: ApiFixture;
  let id: string;

  beforeEach(async () => {
    api = await startApi();
    const made = await api.request("POST", "/v1/receive-connectors", { body: { settings: connectorSettings() } });
    id = made.body.id;
  });
  afterEach(() => api.close());

  const permit = (settings: object) =>
    api.request("POST", "/v1/connector-permissions", { body: { settings: { connector: id, ...settings } } });
  const ask = async (query = "") => {
    const { status, body } = await api.request("GET", `/v1/receive-connectors/${id}/effective-permissions${query}`);
    return { status, body: body as unknown as Answer };
  };

  test("every principal stands with its rights, and the entry of each", async () => {
    const principal = "NT AUTHORITY\\ANONYMOUS LOGON";
    const entry = await permit({ principal, extendedRights: [ANY_RECIPIENT] });
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({ connectorId: id, connectorName: "CRM Application" });
    expect(body.permissions).toMatchObject([{ principals: [principal], denied: [] }]);
    const [{ granted }] = body.permissions;
    expect(granted.at(-1)).toMatchObject({ right: ANY_RECIPIENT, by: { principal, entry: entry.body.id } });
    expect(granted).toHaveLength(5);
  });

  test("a deny takes away what is granted", async () => {
    const principal = "NT AUTHORITY\\ANONYMOUS LOGON";
    await permit({ principal, extendedRights: ["ms-Exch-SMTP-Submit"], access: "Deny" });
    const [{ granted, denied }] = (await ask()).body.permissions;
    expect(denied).toMatchObject([{ right: "ms-Exch-SMTP-Submit" }]);
    expect(granted).toHaveLength(3);
  });

  test("of an account it is what all its principals hold together", async () => {
    await api.request("POST", "/v1/relay-groups", { body: { settings: { name: "applications" } } });
    await api.request("POST", "/v1/relay-users", { body: { settings: { username: "crm", groups: ["applications"] } } });
    await permit({ principal: "applications", extendedRights: [ANY_RECIPIENT] });
    const { body } = await ask("?user=CRM");
    expect(body.permissions).toMatchObject([
      {
        principals: ["NT AUTHORITY\\Authenticated Users", "crm", "applications"],
        granted: [{ right: ANY_RECIPIENT, by: { principal: "applications" } }],
      },
    ]);
  });

  test("an account or a connector that does not exist is 404", async () => {
    expect(await ask("?user=nobody")).toMatchObject({ status: 404, body: { code: "RELAY_NOT_FOUND" } });
    const url = "/v1/receive-connectors/none/effective-permissions";
    expect(await api.request("GET", url)).toMatchObject({ status: 404 });
  });
});
