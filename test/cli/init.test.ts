import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRelayHost } from "../../tools/harness/relay-host";
import { runRelayctl } from "./run-relayctl";

let folder: string;

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "relay-init-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function init(...flags: readonly string[]) {
  return runRelayctl(["init", "--data-dir", join(folder, "host"), "--hostname", "relay.contoso.com", ...flags]);
}

function mode(name: string): string {
  return (statSync(join(folder, "host", name)).mode & 0o777).toString(8);
}

test("init makes a private directory, says what to do next, and never prints the token", async () => {
  const { code, stdout, stderr } = await init("--trusted-proxies", "10.0.0.4,10.0.0.5");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const token = readFileSync(join(folder, "host", "admin-token"), "utf8").trim();
  expect(token).toMatch(/^relay_.{40,}$/);
  expect(stdout).not.toContain(token);
  const modes = ["", "admin-token", "smtp-key.pem"].map(mode);
  expect(modes).toEqual(["700", "600", "600"]);
  expect(stdout.replaceAll(folder, "F").replace(/[0-9a-f-]{36}/, "UUID")).toBe(`data directory   F/host
installation     UUID
admin token      F/host/admin-token
certificate      F/host/smtp-cert.pem (CN=relay.contoso.com, self-made)
trusted proxies  10.0.0.4, 10.0.0.5

Next:
  relayctl serve --data-dir F/host
  RELAY_TOKEN_FILE=F/host/admin-token relayctl token create --name pulumi --scopes write
  pulumi config set --secret relay:token TOKEN
`);
});

test("serve starts with what init made, and takes the token from the file", async () => {
  await init("--trusted-proxies", "127.0.0.1");
  const host = await startRelayHost({ dataDir: join(folder, "host"), token: "" });
  try {
    const env = { RELAY_ENDPOINT: host.endpoint, RELAY_TOKEN_FILE: join(folder, "host", "admin-token") };
    const { code, stdout } = await runRelayctl(["status", "--output", "json"], { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      trustedProxies: { configured: ["127.0.0.1"] },
      certificate: { subject: "CN=relay.contoso.com", selfMade: true },
    });
  } finally {
    await host.stop();
  }
});

test("--defaults makes the receive connectors of Exchange's setup, which nobody owns", async () => {
  const { code, stdout } = await init("--defaults", "2013", "--output", "json");
  expect({ code, made: (JSON.parse(stdout) as { receiveConnectors: unknown }).receiveConnectors }).toEqual({
    code: 0,
    made: [
      "Default Frontend relay",
      "Client Frontend relay",
      "Outbound Proxy Frontend relay",
      "Default relay",
      "Client Proxy relay",
    ],
  });
  const { stderr } = await runRelayctl(["init", "--data-dir", join(folder, "other"), "--defaults", "2003"]);
  expect(stderr).toMatch(/Allowed choices are 2007, 2010, 2013, 2016, 2019/);
});

test("RELAY_ADMIN_TOKEN is the first token, and no file holds it", async () => {
  const dataDir = join(folder, "host");
  const { code, stdout } = await runRelayctl(["init", "--data-dir", dataDir, "--output", "json"], {
    env: { RELAY_ADMIN_TOKEN: "relay_chosen_by_the_operator" },
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ dataDir, adminTokenFile: null });
});

test("a directory that holds a host is refused and stays as it is", async () => {
  await init();
  const before = readFileSync(join(folder, "host", "config.db"));
  const { code, stderr } = await init();
  expect(code).toBe(2);
  expect(stderr).toMatch(/already holds a host, and nothing was changed\..*RELAY_DATA_DIR_HOLDS_HOST/);
  expect(readFileSync(join(folder, "host", "config.db")).equals(before)).toBe(true);
});

test("a directory that a running host uses is refused", async () => {
  const host = await startRelayHost({ dataDir: join(folder, "host"), token: "relay_init_0123456789abcdef" });
  try {
    expect((await init()).code).toBe(2);
  } finally {
    await host.stop();
  }
});

test.each([
  [
    "a wide network",
    ["--trusted-proxies", "10.0.0.0/16"],
    /^--trusted-proxies.*--trusted-proxies-reason.*WIDE_PROXIES/,
  ],
  ["host bits", ["--trusted-proxies", "10.0.0.1/24"], /^--trusted-proxies.*10\.0\.0\.1\/24/],
  ["a bad host name", ["--hostname", "-"], /^--hostname: "-" is not a host name/],
])("%s is refused before anything is made", async (_title, flags, says) => {
  const { code, stderr } = await init(...flags);
  expect(code).toBe(2);
  expect(stderr).toMatch(says);
  expect(() => statSync(join(folder, "host"))).toThrow("ENOENT");
});

test("a wide network with its reason is taken", async () => {
  const { code, stdout } = await init("--trusted-proxies", "10.0.0.0/16", "--trusted-proxies-reason", "the cluster");
  expect(code).toBe(0);
  expect(stdout).toContain("trusted proxies  10.0.0.0/16");
});
