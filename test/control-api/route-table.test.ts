import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument } from "../../relay/control-api";
import { AnswerCheck } from "./answer-check";
import { type ApiFixture, startApi } from "./api-fixture";

const FILES = join(__dirname, "..", "..");

/** Every route of the control API and who may call it. A new line here is a decision, so it is written by hand. */
const ROUTE_TABLE = `
GET    /healthz                          public
GET    /metrics                          public
GET    /readyz                           public
GET    /v1/accepted-domains              read
POST   /v1/accepted-domains              write
DELETE /v1/accepted-domains/:id          write
GET    /v1/accepted-domains/:id          read
PUT    /v1/accepted-domains/:id          write
GET    /v1/audit                         read
GET    /v1/audit/:sequence               read
GET    /v1/certificates                  read
PUT    /v1/certificates/:name            admin
GET    /v1/connector-permissions         read
POST   /v1/connector-permissions         write
DELETE /v1/connector-permissions/:id     write
GET    /v1/connector-permissions/:id     read
PUT    /v1/connector-permissions/:id     write
POST   /v1/explain                       read
GET    /v1/export                        read
DELETE /v1/freeze                        admin
GET    /v1/freeze                        read
PUT    /v1/freeze                        admin
POST   /v1/objects/claims                write
GET    /v1/openapi.json                  public
GET    /v1/queue                         read
DELETE /v1/queue/:queueId                write
GET    /v1/queue/:queueId                read
POST   /v1/queue/:queueId/hold           write
POST   /v1/queue/:queueId/release        write
POST   /v1/queue/:queueId/retry          write
GET    /v1/receive-connectors            read
POST   /v1/receive-connectors            write
DELETE /v1/receive-connectors/:id        write
GET    /v1/receive-connectors/:id        read
PUT    /v1/receive-connectors/:id        write
GET    /v1/receive-connectors/:id/effective-permissions read
GET    /v1/refusals                      read
GET    /v1/refusals/:ref                 read
GET    /v1/relay-groups                  read
POST   /v1/relay-groups                  write
DELETE /v1/relay-groups/:id              write
GET    /v1/relay-groups/:id              read
PUT    /v1/relay-groups/:id              write
GET    /v1/relay-users                   read
POST   /v1/relay-users                   write
DELETE /v1/relay-users/:id               write
GET    /v1/relay-users/:id               read
PUT    /v1/relay-users/:id               write
POST   /v1/restore                       admin
POST   /v1/revert                        admin
GET    /v1/send-connectors               read
POST   /v1/send-connectors               write
DELETE /v1/send-connectors/:id           write
GET    /v1/send-connectors/:id           read
PUT    /v1/send-connectors/:id           write
PUT    /v1/stacks/:stack/declarations    write
GET    /v1/stacks/:stack/objects         read
GET    /v1/status                        read
GET    /v1/tokens                        admin
POST   /v1/tokens                        admin
DELETE /v1/tokens/:id                    admin
GET    /v1/trace                         read
DELETE /v1/transport-config              admin
GET    /v1/transport-config              read
POST   /v1/transport-config              admin
PUT    /v1/transport-config              admin
GET    /v1/usage                         read
GET    /v1/usage/accounts                read
`.trim();

describe("the routes of the control API", () => {
  let api: ApiFixture;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const routes = ROUTE_TABLE.split("\n").map((line) => {
    const [method = "", url = "", access = ""] = line.split(/ +/);
    return { method: method as "GET", url, access };
  });

  test("are these, as the document that the host serves has them", () => {
    const served = Object.entries(pathsOf(api)).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
    );
    expect(served.sort()).toEqual(routes.map(({ method, url }) => `${method} ${url}`).sort());
  });

  test.each(routes.filter(({ access }) => access !== "public"))(
    "$method $url says 401 to a request without a token",
    async ({ method, url }) => {
      const answer = await api.request(method, url.replaceAll(/:\w+/g, "x"), { token: null });
      expect(answer).toMatchObject({ status: 401, body: { code: "RELAY_TOKEN_INVALID" } });
    },
  );

  test.each(routes.filter(({ access }) => access === "public"))(
    "$method $url answers without a token",
    async ({ method, url }) => {
      expect((await api.request(method, url, { token: null })).status).toBe(200);
    },
  );

  const below = { write: "read", admin: "write" } as const;
  test.each(routes.filter(({ access }) => access in below))(
    "$method $url refuses the scope below $access and names the one it needs",
    async ({ method, url, access }) => {
      const token = await api.token({ scopes: [below[access as keyof typeof below]] });
      const answer = await api.request(method, url.replaceAll(/:\w+/g, "x"), { token });
      expect(answer).toMatchObject({ status: 403, body: { code: "RELAY_SCOPE_MISSING" } });
      expect(answer.body.detail).toContain(`needs the scope ${access}`);
    },
  );

  test("are written down in the committed OpenAPI document", async () => {
    const committed: unknown = JSON.parse(readFileSync(join(FILES, "relay/control-api/openapi.json"), "utf8"));
    expect(committed).toEqual(JSON.parse(JSON.stringify(await openApiDocument())));
    expect((await api.request("GET", "/v1/openapi.json", { token: null })).body).toEqual(committed);
  });

  test("are held to what the document says they answer", () => {
    const check = new AnswerCheck(api.app.swagger());
    const answer = { status: 200, contentType: "application/json; charset=utf-8", body: {} };
    expect(check.differences("GET", "/v1/status?x", answer)).toContain(" must have required property 'version'");
    expect(check.differences("GET", "/v1/tokens/x", answer)).toHaveLength(1);
  });

  test("all have an operationId of their own", () => {
    const operations = Object.values(pathsOf(api)).flatMap((methods) => Object.values(methods));
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

type Methods = Readonly<Record<string, { readonly operationId?: string }>>;

function pathsOf(api: ApiFixture): Readonly<Record<string, Methods>> {
  return (api.app.swagger() as { readonly paths: Readonly<Record<string, Methods>> }).paths;
}
