import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { once } from "node:events";
import { type ApiFixture, connectorSettings, startApi } from "../control-api/api-fixture";
import { testCertificate } from "../harness/test-certificates";
import { FuzzRandom } from "../fuzz/fuzz-random";
import { filesBelow } from "./secret-search";

let api: ApiFixture;
let port: number;

beforeAll(async () => {
  api = await startApi();
  await api.app.listen({ host: "127.0.0.1", port: 0 });
  port = (api.app.server.address() as AddressInfo).port;
});
afterAll(() => api.close());

/** Sends bytes and reads until the host closes, or for as long as it says nothing more. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let said = "";
  socket.on("data", (chunk: Buffer) => void (said += chunk.toString("latin1"))).on("error", () => undefined);
  socket.write(bytes, "latin1");
  socket.end();
  await new Promise((resolve) => socket.once("close", resolve));
  return said;
}

function statuses(said: string): readonly string[] {
  return [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code = ""]) => code);
}

const HIDDEN = "GET /v1/tokens HTTP/1.1\r\nHost: x\r\n\r\n";

describe("a request hidden in another", () => {
  const head = "POST /v1/explain HTTP/1.1\r\nHost: x\r\n";
  test.each([
    ["two lengths", `${head}Content-Length: 0\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`],
    ["a length and chunks", `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
    ["an encoding that is none", `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
    ["chunked that is not last", `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`],
    ["a blank before the colon", `${head}Content-Length : ${HIDDEN.length}\r\n\r\n${HIDDEN}`],
    ["a signed length", `${head}Content-Length: +5\r\n\r\n${HIDDEN}`],
    ["a bare LF between headers", `${head}X: y\nContent-Length: 5\r\n\r\n${HIDDEN}`],
    ["a NUL in a header", `${head}X: a\0b\r\n\r\n${HIDDEN}`],
    [
      "a chunk extension that holds a line end",
      `${head}Transfer-Encoding: chunked\r\n\r\n5;a=\nb\r\nabcde\r\n0\r\n\r\n${HIDDEN}`,
    ],
  ])("is not read behind %s", async (_, bytes) => {
    const codes = statuses(await raw(bytes));
    expect(codes.filter((code) => code === "200")).toEqual([]);
    expect(codes.length).toBeLessThanOrEqual(1);
  });
});

test("a slow or endless request is bounded in time, head, body and number", async () => {
  const { server } = api.app;
  expect([server.requestTimeout, server.maxConnections]).toEqual([60_000, 1024]);
  expect(server.headersTimeout).toBeLessThanOrEqual(60_000);
  const long = await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(100_000)}\r\n\r\n`);
  expect(statuses(long)).toEqual(["431"]);
  const big = await api.request("POST", "/v1/explain", { body: `{"x":"${"a".repeat(1024 * 1024)}"}` });
  expect(big).toMatchObject({ status: 413, body: { code: "RELAY_BODY_TOO_LARGE" } });
});

test("no body changes a prototype", async () => {
  const polluting = [
    '{"__proto__":{"scopes":["admin"]}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"settings":{"__proto__":{"name":"x"}}}',
  ];
  for (const body of polluting) {
    for (const url of ["/v1/tokens", "/v1/receive-connectors", "/v1/explain"]) {
      const { status } = await api.request("POST", url, { body });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { readonly scopes?: unknown }).scopes).toBeUndefined();
});

test("no name leads out of the data directory", async () => {
  const { cert: certificate, key } = await testCertificate({ commonName: "x" });
  const before = filesBelow(api.directory).filter((path) => /\.(?:pem|key|crt)$/.test(path));
  for (const name of [
    "../x",
    "..%2Fx",
    "%2e%2e%2fx",
    "..%5Cx",
    "%00x",
    "x%00.pem",
    ".",
    "..",
    "%2Fetc%2Fx",
    "con",
    "x".repeat(300),
  ]) {
    const { statusCode } = await api.app.inject({
      method: "PUT",
      url: `/v1/certificates/${name}`,
      headers: { authorization: `Bearer ${api.admin}` },
      payload: { certificate, key },
    });
    if (name !== "con") expect([name, statusCode >= 400 && statusCode < 500]).toEqual([name, true]);
  }
  const after = filesBelow(api.directory).filter((path) => /\.(?:pem|key|crt)$/.test(path));
  expect(after.filter((path) => !before.includes(path) && !/\/certificates\/con\./.test(path))).toEqual([]);
  const made = await api.request("POST", "/v1/receive-connectors", {
    body: { settings: connectorSettings({ name: "../../x" }) },
  });
  expect(made.status).toBeLessThan(500);
});

test("certificates that are broken in any way are refused in words, or taken; nothing fails", async () => {
  const { cert, key } = await testCertificate({ commonName: "relay.contoso.com", dnsNames: ["\r\nX: y", "\0", "*.*"] });
  const random = new FuzzRandom(3);
  const broken = (pem: string): string => {
    const lines = pem.split("\n");
    const at = random.below(lines.length);
    lines[at] = random.pick(["", "AAAA", "%%%", (lines[at] ?? "").slice(1), `${lines[at]}${lines[at]}`, "\0"]);
    return lines.join("\n");
  };
  for (let count = 0; count < 60; count++) {
    const body = random.oneIn(2) ? { certificate: broken(cert), key } : { certificate: cert, key: broken(key) };
    const { status } = await api.request("PUT", "/v1/certificates/hostile", { body });
    expect(status).toBeLessThan(500);
  }
  const list = JSON.stringify((await api.request("GET", "/v1/certificates")).body);
  expect(list).not.toMatch(/\p{Cc}/u);
  expect(
    api
      .logged()
      .split("\n")
      .every((line) => line === "" || line.startsWith("{")),
  ).toBe(true);
});
