import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type ControlClient, createControlClient, dataOf } from "./control-client";
import { ControlProblem, ControlUnreachable } from "./control-problem";
import type { RetryPolicy } from "./retrying-fetch";

const QUICK: Partial<RetryPolicy> = { attempts: 3, timeout: 2_000, firstPause: 1, longestPause: 5 };
const PROBLEM = { type: "urn:x", title: "No", status: 409, code: "RELAY_NAME_TAKEN", detail: "The name is taken." };

describe("the control client", () => {
  let server: Server | undefined;
  let client: ControlClient | undefined;
  let requests: { method: string | undefined; url: string | undefined; token: string | undefined; body: string }[] = [];

  /** Serves the answers one after the other, the last for ever. */
  const serve = async (...answers: readonly RequestListener[]) => {
    requests = [];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        const answer = answers[Math.min(requests.length, answers.length - 1)];
        requests.push({ method: request.method, url: request.url, token: request.headers.authorization, body });
        answer?.(request, response);
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const connect = (url: string, retries: Partial<RetryPolicy> = {}) =>
    (client = createControlClient({ url, token: "secret", caCert: null }, { ...QUICK, ...retries }));

  afterEach(async () => {
    await client?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = client = undefined;
  });

  test("answers with the data and sends the token", async () => {
    const { api } = connect(await serve(json(200, { items: [] })));
    await expect(dataOf(api.GET("/v1/receive-connectors"))).resolves.toEqual({ items: [] });
    expect(requests).toMatchObject([{ url: "/v1/receive-connectors", token: "Bearer secret" }]);
  });

  test.each([429, 502, 503])("repeats a request that is answered %p, body and all", async (status) => {
    const { api } = connect(await serve(json(status, {}), json(status, {}), json(201, { id: "x" })));
    await dataOf(api.POST("/v1/accepted-domains", { body: { settings: { domainName: "contoso.com" } } }));
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map(({ body }) => body))).toEqual(new Set(['{"settings":{"domainName":"contoso.com"}}']));
  });

  test.each([400, 401, 403, 404, 409, 412, 422, 500])("never repeats a request that is answered %p", async (status) => {
    const { api } = connect(await serve(json(status, { ...PROBLEM, status })));
    await expect(api.GET("/v1/status")).rejects.toMatchObject({ name: "ControlProblem", status });
    expect(requests).toHaveLength(1);
  });

  test("throws the problem with everything it says", async () => {
    const failures = [{ code: "RELAY_NAME_INVALID", property: "name", message: "name: is empty." }];
    const { api } = connect(await serve(json(422, { ...PROBLEM, status: 422, failures })));
    const error = await api.GET("/v1/status").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ControlProblem);
    expect(error).toMatchObject({
      code: "RELAY_NAME_TAKEN",
      problem: { failures },
      message: expect.stringContaining("taken") as string,
    });
  });

  test("says so when the answer is no problem document", async () => {
    const { api } = connect(await serve(text(404, "<html>nginx</html>")));
    await expect(api.GET("/v1/status")).rejects.toMatchObject({ code: "RELAY_ANSWER_STRANGE", status: 404 });
  });

  test("tells unreachable apart after all attempts, naming host and cause", async () => {
    const url = await serve(json(200, {}));
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    const error = await connect(url)
      .api.GET("/v1/status")
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ControlUnreachable);
    expect((error as Error).message).toMatch(`${url} cannot be reached after 3 attempts: connect ECONNREFUSED`);
  });

  test("repeats after a connection that broke", async () => {
    const { api } = connect(await serve((request) => request.socket.destroy(), json(200, { items: [] })));
    await expect(dataOf(api.GET("/v1/receive-connectors"))).resolves.toEqual({ items: [] });
    expect(requests).toHaveLength(2);
  });

  test("gives up an attempt that gets no answer in time", async () => {
    const { api } = connect(await serve(() => undefined), { timeout: 50, attempts: 2 });
    await expect(api.GET("/v1/status")).rejects.toBeInstanceOf(ControlUnreachable);
    expect(requests).toHaveLength(2);
  });

  test("stops at once when cancelled, between attempts too", async () => {
    const cancel = new AbortController();
    const url = await serve((_request, response) => {
      response.writeHead(503).end();
      cancel.abort();
    });
    const { api } = connect(url, { signal: cancel.signal, firstPause: 60_000, longestPause: 60_000 });
    await expect(api.GET("/v1/status")).rejects.toMatchObject({ name: "AbortError" });
    expect(requests).toHaveLength(1);
  });
});

function json(status: number, body: object): RequestListener {
  return (_request, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function text(status: number, body: string): RequestListener {
  return (_request, response) => response.writeHead(status, { "content-type": "text/html" }).end(body);
}
