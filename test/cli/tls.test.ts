import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { generate } from "selfsigned";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { testCertificate } from "../harness/test-certificates";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let host: RelayHost;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-tls-"));
  const { cert, private: key } = await generate([{ name: "commonName", value: "relay.contoso.com" }], {
    keyType: "ec",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  writeFileSync(join(folder, "api.pem"), cert);
  writeFileSync(join(folder, "api.key"), key);
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_tls_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--api-tls-cert", join(folder, "api.pem"), "--api-tls-key", join(folder, "api.key")],
  });
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a certificate that nobody known signed is refused, with what to do", async () => {
  const { code, stderr } = await runRelayctl(["status"], { host });
  expect(code).toBe(3);
  expect(stderr).toMatch(/cannot be reached.*\n.*--ca-cert FILE or RELAY_CA_CERT/);
});

test("the authority is taken from the flag or from the environment", async () => {
  const ca = join(folder, "api.pem");
  expect((await runRelayctl(["status", "--ca-cert", ca], { host })).code).toBe(0);
  expect((await runRelayctl(["status"], { host, env: { RELAY_CA_CERT: ca } })).code).toBe(0);
});

test("a certificate of the control API that is replaced on disk is shown without a restart; a bad one is not", async () => {
  const shown = async () => {
    const { hostname, port } = new URL(host.endpoint);
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
    await once(socket, "secureConnect");
    const certificate = socket.getPeerX509Certificate();
    socket.destroy();
    return certificate?.subject;
  };
  expect(await shown()).toBe("CN=relay.contoso.com");
  writeFileSync(join(folder, "api.pem"), "garbage");
  await waitFor("the log to say it", async () =>
    host.log().includes("Certificate --api-tls-cert has a certificate file"),
  );
  expect(await shown()).toBe("CN=relay.contoso.com");
  const next = await testCertificate({ commonName: "next.contoso.com" });
  writeFileSync(join(folder, "api.key"), next.key);
  writeFileSync(join(folder, "api.pem"), next.cert);
  await waitFor("the new one to be shown", async () => (await shown()) === "CN=next.contoso.com");
});

test("http:// to a host that speaks TLS says that nobody answered as a relay host does", async () => {
  const endpoint = host.endpoint.replace("https:", "http:");
  const { code, stderr } = await runRelayctl(["status"], { host: { ...host, endpoint } });
  expect(code).toBe(3);
  expect(stderr).not.toMatch(/^\s+at /m);
});
