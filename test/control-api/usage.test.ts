import { type ApiFixture, connectorSettings, startApi } from "./api-fixture";

let api: ApiFixture;

beforeEach(async () => {
  api = await startApi();
});

afterEach(() => api.close());

async function create(name: string, more: object = {}): Promise<string> {
  const body = { settings: connectorSettings({ name, ...more }) };
  return (await api.request("POST", "/v1/receive-connectors", { body })).body.id;
}

test("usage lists what is declared, used or not, and what was used and is gone", async () => {
  const id = await create("CRM Application");
  const gone = api.book.connector("gone");
  gone.cell.label = "Old";
  gone.cell.countMessage(Date.UTC(2026, 0, 1), 7);
  const { body } = await api.request("GET", "/v1/usage");
  const items = body.items.map((item) => item as object);
  expect(items).toHaveLength(2);
  expect(items.find((item) => (item as { readonly connectorId: string }).connectorId === id)).toMatchObject({
    name: "CRM Application",
    isGone: false,
    messages: 0,
    lastUse: null,
    ranges: [{ range: "192.168.2.55-192.168.2.56", clients: [] }],
    observed: null,
  });
  expect(items.find((item) => (item as { readonly connectorId: string }).connectorId === "gone")).toMatchObject({
    name: "Old",
    isGone: true,
    messages: 1,
    bytes: 7,
    lastUse: "2026-01-01T00:00:00.000Z",
  });
});

test("usage is read page by page, and by name in any case", async () => {
  for (const host of [1, 2, 3]) await create(`Server ${host}`, { remoteIpRanges: [`10.0.0.${host}`] });
  const names: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const { body } = await api.request("GET", `/v1/usage?limit=2&after=${encodeURIComponent(next)}`);
    names.push(...body.items.map(({ name }) => name));
    next = body.next as unknown as string | null;
  }
  expect(names.sort()).toEqual(["Server 1", "Server 2", "Server 3"]);
  const { body } = await api.request("GET", "/v1/usage?connector=SERVER%202");
  expect(body.items.map(({ name }) => name)).toEqual(["Server 2"]);
});

test("usage of accounts is summed over connectors", async () => {
  for (const username of ["ada", "bob"]) {
    await api.request("POST", "/v1/relay-users", { body: { settings: { username } } });
  }
  for (const connector of ["one", "two"]) {
    api.book.principal(api.book.connector(connector), "Ada").countMessage(Date.UTC(2026, 0, 1), 5);
  }
  const { body } = await api.request("GET", "/v1/usage/accounts?limit=1");
  expect(body.items).toMatchObject([{ username: "ada", messages: 2, bytes: 10 }]);
  const rest = await api.request("GET", `/v1/usage/accounts?after=${String(body.next)}`);
  expect(rest.body.items).toMatchObject([{ username: "bob", messages: 0, lastUse: null }]);
});

test.each([
  ["/v1/usage?limit=0", 400],
  ["/v1/usage?limit=1001", 400],
  ["/v1/usage?since=yesterday", 400],
])("%s is refused", async (url, status) => {
  expect((await api.request("GET", url)).status).toBe(status);
});

test("a connector that is observed only shows what is enforced", async () => {
  const id = await create("CRM Application");
  const path = `/v1/receive-connectors/${id}`;
  const { headers } = await api.request("GET", path);
  const settings = connectorSettings({ remoteIpRanges: ["192.168.2.55"], observeOnly: true });
  const etag = String(headers["etag"]);
  const written = await api.request("PUT", path, { body: { settings }, headers: { "if-match": etag } });
  expect(written.body).toMatchObject({
    settings: { remoteIpRanges: ["192.168.2.55"] },
    enforced: { settings: { remoteIpRanges: ["192.168.2.55-192.168.2.56"] }, entries: [] },
  });
});
