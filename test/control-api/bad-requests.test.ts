import fc from "fast-check";
import { ERROR_CATALOGUE, type ErrorCode } from "../../model";
import {
  type ApiFixture,
  connectorSettings,
  declaredBy,
  type Method,
  type RequestOptions,
  startApi,
} from "./api-fixture";

const CONNECTORS = "/v1/receive-connectors";

interface Case {
  readonly title: string;
  readonly method?: Method;
  readonly url?: string;
  readonly options: RequestOptions;
  readonly code: ErrorCode;
  readonly says: string;
}

const good = { settings: connectorSettings() };

const CASES: readonly Case[] = [
  { title: "a body that is not JSON", options: { body: "{" }, code: "RELAY_BODY_NOT_JSON", says: "not JSON" },
  { title: "an empty body", options: { body: "" }, code: "RELAY_BODY_NOT_JSON", says: "empty" },
  {
    title: "a body that is JSON but no object",
    options: { body: "[]" },
    code: "RELAY_REQUEST_INVALID",
    says: "The body must be object",
  },
  {
    title: "a body over 1 MiB",
    options: { body: JSON.stringify({ settings: connectorSettings({ comment: "x".repeat(1024 * 1024) }) }) },
    code: "RELAY_BODY_TOO_LARGE",
    says: "1048576 bytes",
  },
  {
    title: "another media type",
    options: { body: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
    code: "RELAY_MEDIA_TYPE_UNSUPPORTED",
    says: "application/json",
  },
  {
    title: "JSON that is called text",
    options: { body: JSON.stringify(good), headers: { "content-type": "text/plain" } },
    code: "RELAY_MEDIA_TYPE_UNSUPPORTED",
    says: "application/json",
  },
  {
    title: "an unknown property beside the settings",
    options: { body: { ...good, settigns: {} } },
    code: "RELAY_REQUEST_INVALID",
    says: 'Unknown property "settigns"',
  },
  { title: "missing settings", options: { body: {} }, code: "RELAY_REQUEST_INVALID", says: '"settings" is missing' },
  {
    title: "revocations on a kind that has no entries",
    url: "/v1/accepted-domains/x",
    method: "PUT",
    options: { body: { settings: {}, revokeEntries: [] }, headers: { "if-match": "*" } },
    code: "RELAY_REQUEST_INVALID",
    says: 'Unknown property "revokeEntries"',
  },
  {
    title: "a number written as text",
    url: `${CONNECTORS}/x`,
    method: "PUT",
    options: { body: { ...good, revokeEntries: [{ id: "x", revision: "1" }] }, headers: { "if-match": "*" } },
    code: "RELAY_REQUEST_INVALID",
    says: '"revokeEntries[0].revision" in the body must be integer',
  },
  {
    title: "an unknown query parameter",
    url: "/v1/audit?limitt=1",
    method: "GET",
    options: {},
    code: "RELAY_REQUEST_INVALID",
    says: 'Unknown property "limitt"',
  },
  {
    title: "a query parameter out of range",
    url: "/v1/queue?limit=100000",
    method: "GET",
    options: {},
    code: "RELAY_REQUEST_INVALID",
    says: '"limit"',
  },
  {
    title: "an unknown path",
    url: "/v1/nothing",
    method: "GET",
    options: {},
    code: "RELAY_ROUTE_UNKNOWN",
    says: "GET /v1/nothing",
  },
  {
    title: "a path that cannot be decoded",
    url: `${CONNECTORS}/%zz`,
    method: "GET",
    options: {},
    code: "RELAY_REQUEST_INVALID",
    says: "%zz",
  },
  {
    title: "a stack that is not three parts",
    options: { body: good, headers: declaredBy({ "relay-stack": "relay/prod" }) },
    code: "RELAY_HEADER_INVALID",
    says: "organisation/project/stack",
  },
  {
    title: "an owner without its token",
    options: { body: good, headers: { "relay-stack": "a/b/c" } },
    code: "RELAY_HEADER_INVALID",
    says: "belong together",
  },
  {
    title: "a control character in a header",
    options: { body: good, headers: declaredBy({ "relay-logical-id": "x%0Ay" }) },
    code: "RELAY_HEADER_INVALID",
    says: "control character",
  },
  {
    title: "half a run",
    options: { body: good, headers: { "relay-run": "r1" } },
    code: "RELAY_HEADER_INVALID",
    says: "Relay-Run-Started",
  },
  {
    title: "a time that is no number",
    options: { body: good, headers: { "relay-run": "r", "relay-run-started": "now", "relay-deadline": "1" } },
    code: "RELAY_HEADER_INVALID",
    says: "epoch milliseconds",
  },
  {
    title: "an ETag that nobody gave",
    url: `${CONNECTORS}/x`,
    method: "PUT",
    options: { body: good, headers: { "if-match": 'W/"1"' } },
    code: "RELAY_HEADER_INVALID",
    says: "If-Match",
  },
  {
    title: "a token that expires in the past",
    url: "/v1/tokens",
    options: { body: { name: "x", scopes: ["read"], expiresAt: "2001-01-01T00:00:00Z" } },
    code: "RELAY_REQUEST_INVALID",
    says: "already over",
  },
  {
    title: "an unknown scope",
    url: "/v1/tokens",
    options: { body: { name: "x", scopes: ["root"] } },
    code: "RELAY_REQUEST_INVALID",
    says: "read, write, admin",
  },
  {
    title: "a question about no address",
    url: "/v1/explain",
    options: { body: { from: "010.0.0.1", to: "x", mailFrom: "", rcptTo: "a@b" } },
    code: "RELAY_INPUT_INVALID",
    says: "010.0.0.1",
  },
];

describe("a bad request", () => {
  let api: ApiFixture;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  test.each(CASES)("with $title is refused as $code and changes nothing", async (bad) => {
    const { method = "POST", url = CONNECTORS, options, code, says } = bad;
    const answer = await api.request(method, url, withJson(options));
    expect(answer.body).toMatchObject({
      type: `urn:pulumi-smtp-relay:problem:${code}`,
      title: ERROR_CATALOGUE[code].title,
      status: answer.status,
      code,
    });
    expect(answer.body.detail).toContain(says);
    expect(answer.status).toBe(ERROR_CATALOGUE[code].status);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.body.detail).not.toMatch(/\n|at .*\.[jt]s/);
    expect(api.store.state.revision).toBe(0);
  });

  test("of any shape is refused by a problem document, never by a fault of the host", async () => {
    const value = fc.oneof(fc.jsonValue(), fc.record({ settings: fc.jsonValue() }));
    const url = fc.constantFrom("/v1/send-connectors", "/v1/accepted-domains", "/v1/tokens", "/v1/explain", CONNECTORS);
    const property = fc.asyncProperty(url, value, async (path, body) => {
      const answer = await api.request("POST", path, withJson({ body: JSON.stringify(body) }));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    });
    await fc.assert(property, { numRuns: 200 });
    expect(api.store.state.revision).toBe(0);
  });

  test("with headers of any content is no fault of the host either", async () => {
    const name = fc.constantFrom(
      "relay-stack",
      "relay-logical-id",
      "relay-run",
      "relay-commit",
      "if-match",
      "authorization",
    );
    const property = fc.asyncProperty(name, fc.string({ maxLength: 300 }), async (header, text) => {
      const answer = await api.request("DELETE", `${CONNECTORS}/x`, { headers: { [header]: text } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

function withJson(options: RequestOptions): RequestOptions {
  return {
    ...options,
    headers: { ...(options.body === undefined ? {} : { "content-type": "application/json" }), ...options.headers },
  };
}
