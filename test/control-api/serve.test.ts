import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { generate } from "selfsigned";
import { createControlClient, dataOf, settleControlEndpoint } from "../../client";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { runRelayctl } from "../cli/run-relayctl";
import { SmtpConversation } from "../harness/smtp-conversation";

const TOKEN = "serve-tests-admin-token";

describe("relayctl serve", () => {
  let dataDir: string;
  let hosts: RelayHost[] = [];
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "relay-serve-"));
  });
  afterEach(async () => {
    for (const host of hosts) await host.kill();
    hosts = [];
    rmSync(dataDir, { recursive: true });
  });

  const start = async (flags: readonly string[] = [], token = TOKEN) => {
    const host = await startRelayHost({ dataDir, token, flags: ["--hostname", "relay.test", ...flags] });
    hosts.push(host);
    return host;
  };
  const clientOf = ({ endpoint }: RelayHost, token = TOKEN) =>
    createControlClient(settleControlEndpoint({ endpoint, token }, {}), { attempts: 1 });

  test("writes the first admin token to a private file and tells its path only", async () => {
    const host = await start([], "");
    const file = join(dataDir, "admin-token");
    const token = readFileSync(file, "utf8").trim();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(host.log()).toContain(file);
    expect(host.log()).not.toContain(token);
    const { api } = clientOf(host, token);
    await expect(dataOf(api.GET("/v1/status"))).resolves.toMatchObject({ hostName: "relay.test", ready: true });
  });

  test("refuses a second host on its data directory in one line, exit 2", async () => {
    await start();
    const { code, stderr, stdout } = await run(["--data-dir", dataDir, "--api", "127.0.0.1:0"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^The data directory .+ is in use by another relay host \(process \d+\)\. .+\n$/);
  });

  test("refuses the data directory of another release in one line, exit 2", async () => {
    const database = new Sqlite(join(dataDir, "config.db"));
    database.exec("create table meta (key text primary key, value text not null)");
    database.close();
    const { code, stderr, stdout } = await run([
      "--data-dir",
      dataDir,
      "--api",
      "127.0.0.1:0",
      "--log-level",
      "silent",
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^The config store .+config\.db .+another --data-dir\..+\(RELAY_STORE_UNKNOWN\)\n$/);
  });

  test("says which address of the control API is taken, exit 2", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await run(["--data-dir", dataDir, "--api", `127.0.0.1:${port}`, "--log-level", "silent"]);
    taken.close();
    expect(code).toBe(2);
    expect(stderr).toBe(
      `The control API cannot listen on 127.0.0.1:${port}: another program does. Stop it, or choose another --api. (RELAY_PORT_IN_USE)\n`,
    );
  });

  test("names every wrong option at once, exit 2, and starts nothing", async () => {
    const { code, stderr } = await run(["--api", "192.0.2.1:80", "--hostname", "a b", "--data-dir", dataDir]);
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringContaining("--api-tls-cert"),
      expect.stringContaining('"a b"'),
    ]);
  });

  test("takes initial trusted proxies into a brand-new store only, audited", async () => {
    const first = await start(["--initial-trusted-proxies", "127.0.0.1,::1"]);
    const { api } = clientOf(first);
    const { trustedProxies } = await dataOf(api.GET("/v1/status"));
    expect(trustedProxies).toEqual({ configured: ["127.0.0.1", "::1"], effective: ["127.0.0.1", "::1"] });
    const { items } = await dataOf(api.GET("/v1/audit"));
    expect(items).toMatchObject([
      { kind: "TransportConfig", action: "update", tokenName: "installation" },
      { kind: null },
    ]);
    expect(await first.stop()).toBe(0);
    const second = await start(["--initial-trusted-proxies", "10.0.0.1", "--trusted-proxies", "127.0.0.0/8"]);
    const status = await dataOf(clientOf(second).api.GET("/v1/status"));
    expect(status.trustedProxies).toEqual({ configured: ["127.0.0.1", "::1"], effective: ["127.0.0.1"] });
  });

  test("answers a write once SMTP enforces it, within 100 ms", async () => {
    const host = await start();
    const { api } = clientOf(host);
    const times: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const port = await freePort();
      const settings = localConnector(port, `connector ${round}`);
      const begun = performance.now();
      const { applied } = await dataOf(api.POST("/v1/receive-connectors", { body: { settings } }));
      times.push(performance.now() - begun);
      expect(applied).toMatchObject({ ok: true, problems: [] });
      const client = await SmtpConversation.open({ port });
      expect(await client.reply()).toMatch(/^220 relay\.test /);
      client.end();
    }
    expect(times.toSorted((one, other) => one - other).at(5)).toBeLessThan(100);
  });

  test("reports a binding whose port is taken, keeps running, and opens it once it is free", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const host = await start();
    const { api } = clientOf(host);
    const written = await dataOf(
      api.POST("/v1/receive-connectors", { body: { settings: localConnector(port, "taken") } }),
    );
    expect(written.applied).toMatchObject({ ok: false, problems: [expect.stringContaining(`127.0.0.1:${port}`)] });
    const told =
      /^Cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\): another program listens there; stop it or choose another port\.$/;
    const ready = await fetch(`${host.endpoint}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ ready: false, reasons: [expect.stringMatching(told)] });
    const { stdout } = await runRelayctl(["status"], { host });
    expect(stdout).toContain(`Cannot listen on 127.0.0.1:${port} (EADDRINUSE)`);
    await new Promise((resolve) => taken.close(resolve));
    await until(async () => (await dataOf(api.GET("/v1/status"))).ready, 30_000);
    const client = await SmtpConversation.open({ port });
    expect(await client.reply()).toMatch(/^220 /);
    client.end();
  }, 90_000);

  test("on SIGTERM finishes the message in DATA, keeps it, and exits 0", async () => {
    const host = await start();
    const port = await freePort();
    const { api } = clientOf(host);
    await api.POST("/v1/receive-connectors", { body: { settings: localConnector(port, "crm") } });
    await api.POST("/v1/accepted-domains", { body: { settings: { domainName: "contoso.com" } } });
    const client = await SmtpConversation.open({ port });
    await client.reply();
    await client.say("EHLO crm.contoso.com");
    await client.say("MAIL FROM:<crm@fabrikam.com>");
    expect(await client.say("RCPT TO:<user@contoso.com>")).toMatch(/^250 /);
    expect(await client.say("DATA")).toMatch(/^354 /);
    client.write("Subject: half\r\n\r\nfirst half\r\n");
    const exit = host.stop();
    await until(() => Promise.resolve(host.log().includes("stopping")), 5_000);
    client.write("second half\r\n.\r\n");
    expect(await client.reply()).toMatch(/^250 2\.6\.0 /);
    client.end();
    expect(await exit).toBe(0);
    const again = await start();
    const { items } = await dataOf(clientOf(again).api.GET("/v1/queue"));
    expect(items).toMatchObject([{ sender: "crm@fabrikam.com", recipients: [{ address: "user@contoso.com" }] }]);
  });

  test("serves the control API with TLS to clients that have its CA, and to no others", async () => {
    const made = await generate([{ name: "commonName", value: "127.0.0.1" }], {
      keyType: "ec",
      curve: "P-256",
      extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
    });
    const files = { cert: join(dataDir, "api.pem"), key: join(dataDir, "api.key") };
    writeFileSync(files.cert, made.cert);
    writeFileSync(files.key, made.private);
    const { endpoint } = await start(["--api-tls-cert", files.cert, "--api-tls-key", files.key]);
    expect(endpoint).toMatch(/^https:/);
    const trusting = settleControlEndpoint({ endpoint, token: TOKEN, caCert: files.cert }, {});
    await expect(dataOf(createControlClient(trusting).api.GET("/v1/status"))).resolves.toMatchObject({ ready: true });
    const stranger = createControlClient({ ...trusting, caCert: null }, { attempts: 1 });
    await expect(stranger.api.GET("/v1/status")).rejects.toMatchObject({ name: "ControlUnreachable" });
  });
});

function localConnector(port: number, name: string) {
  const permissionGroups: "AnonymousUsers"[] = ["AnonymousUsers"];
  return { name, bindings: [`127.0.0.1:${port}`], remoteIpRanges: ["127.0.0.1"], permissionGroups };
}

async function until(condition: () => Promise<boolean>, within: number): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`The condition did not come true within ${within} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs a start that is expected to fail. */
async function run(flags: readonly string[]) {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, "bin/relayctl.cjs"), "serve", ...flags], {
    env: { ...process.env, RELAY_ADMIN_TOKEN: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}
