import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { hasPostfix, type Postfix, startPostfix } from "../../tools/harness/postfix";
import { type ReceivingServer, startReceivingServer } from "../../tools/harness/receiving-server";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { hasProgram, reportMissing } from "../harness/missing-programs";

jest.setTimeout(120_000);

const LOGIN = { username: "postfix", password: "a password with more than eight letters" };

const available =
  hasPostfix() && hasProgram({ program: "swaks", untested: "Postfix as a client", install: "apt-get install swaks" });
let folder: string;
let host: RelayHost;
let receiver: ReceivingServer;
let smtpPort: number;

beforeAll(async () => {
  if (!available) {
    reportMissing({
      program: "postfix",
      untested: "a real Postfix as a client that logs in",
      install: "as root: apt-get install postfix libsasl2-modules",
    });
    return;
  }
  folder = mkdtempSync(join(tmpdir(), "relay-foreign-"));
  smtpPort = await freePort();
  receiver = await startReceivingServer();
  host = await startRelayHost({ dataDir: join(folder, "host"), token: "relay_foreign_0123456789abcdefghijklmnopqr" });
  await configure(new ControlCalls(host));
});

afterAll(async () => {
  if (!available) return;
  await host.stop();
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

async function configure(byHand: ControlCalls): Promise<void> {
  await byHand.create("ReceiveConnector", {
    name: "Clients",
    bindings: [`127.0.0.1:${smtpPort}`],
    remoteIpRanges: ["127.0.0.1"],
    permissionGroups: ["ExchangeUsers"],
    authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
    authTarpitInterval: "00:00:00",
    maxLogonFailures: 0,
  });
  const secrets = { password: LOGIN.password };
  await byHand.call("POST", "/v1/relay-users", {
    settings: { username: LOGIN.username, allowedSenders: ["contoso.com"] },
    secrets,
  });
  await byHand.create("SendConnector", {
    name: "Everything",
    addressSpaces: ["*"],
    smartHosts: [`127.0.0.1:${receiver.port}`],
    requireTls: false,
  });
}

async function sendThrough(postfix: Postfix, subject: string): Promise<void> {
  execFileSync("swaks", [
    ...["--server", "127.0.0.1", "--port", String(postfix.port), "--from", "crm@contoso.com"],
    ...["--to", "customer@fabrikam.com", "--header", `Subject: ${subject}`, "--body", "a line\n.a dot\n"],
  ]);
}

describe("a real Postfix that relays through the host", () => {
  test("logs in over STARTTLS and its mail arrives", async () => {
    if (!available) return;
    const postfix = await startPostfix({
      port: await freePort(),
      role: { kind: "forward", port: smtpPort, login: LOGIN },
    });
    try {
      await sendThrough(postfix, "from Postfix");
      const letter = await waitFor(
        "Postfix's mail",
        () => receiver.letters.find(({ bytes }) => bytes.includes("Subject: from Postfix")),
        30_000,
      );
      expect(letter).toMatchObject({ sender: "crm@contoso.com", recipients: ["customer@fabrikam.com"] });
      expect(letter.bytes.toString()).toContain("\r\n\r\na line\r\n.a dot\r\n");
    } finally {
      postfix.stop();
    }
  });

  test("keeps its mail and says why when its password is wrong", async () => {
    if (!available) return;
    const login = { ...LOGIN, password: "another password of that length" };
    const postfix = await startPostfix({ port: await freePort(), role: { kind: "forward", port: smtpPort, login } });
    try {
      await sendThrough(postfix, "with a wrong password");
      await waitFor("Postfix's complaint", () => /SASL authentication failed.*535 5\.7\.3/.test(postfix.log()), 30_000);
      expect(receiver.letters.filter(({ bytes }) => bytes.includes("with a wrong password"))).toEqual([]);
    } finally {
      postfix.stop();
    }
  });
});
