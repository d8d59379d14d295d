import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { SmtpConversation } from "../harness/smtp-conversation";
import { runRelayctl } from "./run-relayctl";

let folder: string;
let host: RelayHost;
let port: number;
let reply: string;

const start = () =>
  startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_cli_0123456789abcdefghijklmnopqrstuvwxyz",
    flags: ["--hostname", "relay.contoso.com", "--initial-trusted-proxies", "127.0.0.1"],
  });

async function refusedReply(): Promise<string> {
  const client = await SmtpConversation.open({ port });
  client.write(`PROXY TCP4 192.168.2.57 127.0.0.1 40000 ${port}\r\n`);
  await client.reply();
  await client.say("EHLO crm.contoso.com");
  await client.say("MAIL FROM:<crm@contoso.com>");
  const said = await client.say("RCPT TO:<o'brien@fabrikam.com>");
  client.end();
  return said;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-refusals-"));
  port = await freePort();
  host = await start();
  const calls = new ControlCalls(host);
  await calls.create("ReceiveConnector", {
    name: "Default",
    bindings: [`0.0.0.0:${port}`],
    remoteIpRanges: ["192.168.2.0/24"],
    permissionGroups: ["AnonymousUsers"],
    tarpitInterval: "00:00:00",
  });
  await calls.change("TransportConfig", "transport-config", { dialect: "modern" });
  reply = await refusedReply();
  // What a client quotes weeks later must outlive the process.
  await host.stop();
  host = await start();
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const relayctl = (...args: readonly string[]) => runRelayctl(args, { host });
const reference = () => /\(ref (\S+)\)$/.exec(reply)?.[1] ?? "";
const stable = (text: string) =>
  text
    .replaceAll(reference(), "REF")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replaceAll(String(port), "PORT")
    .replaceAll(/session {5}\w+/g, "session     ID");

test("explain --ref tells what was decided then, also after a restart", async () => {
  expect(reply).toMatch(/^550 5\.7\.54 .* \(ref [0-9A-Z]{4}-[0-9A-Z]{4}\)$/);
  const { code, stdout } = await relayctl("explain", "--ref", reference().toLowerCase());
  expect(code).toBe(0);
  expect(stable(stdout))
    .toBe(`refused: 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain (no-relay-right)

reference   REF
time        TIME
client      192.168.2.57, says it is crm.contoso.com
endpoint    127.0.0.1:PORT
tls         no
identity    NT AUTHORITY\\ANONYMOUS LOGON
sender      crm@contoso.com
recipient   o'brien@fabrikam.com
connector   Default, range 192.168.2.0/24
decided by  no entry gives ms-Exch-SMTP-Accept-Any-Recipient
revision    3
session     ID

As it would be now: relayctl explain --from 192.168.2.57 --to 127.0.0.1:PORT --mail-from crm@contoso.com --rcpt-to 'o'\\''brien@fabrikam.com'
`);
});

test("explain --refused-from lists what a client was refused", async () => {
  const { code, stdout } = await relayctl("explain", "--refused-from", "192.168.2.57", "--since", "1h");
  expect(code).toBe(0);
  expect(stdout.split("\n")[1]).toContain(
    `${reference()}  192.168.2.57  crm@contoso.com  o'brien@fabrikam.com  Default`,
  );
  expect((await relayctl("explain", "--refused-from", "192.168.2.58")).stdout).toBe("No refusals are kept.\n");
  const json = await relayctl("explain", "--refused-from", "192.168.2.57", "--output", "json");
  expect(JSON.parse(json.stdout)).toMatchObject({ items: [{ ref: reference(), reason: "no-relay-right" }] });
});

test.each([
  { args: ["--ref", "0000-0000"], code: 3, says: "is kept here" },
  { args: ["--ref", "nonsense!"], code: 2, says: "8F3K-2M7Q" },
  { args: ["--ref", "0000-0000", "--from", "192.168.2.57"], code: 2, says: "cannot be used with" },
  { args: ["--ref", "0000-0000", "--since", "1h"], code: 2, says: "goes with --refused-from" },
  { args: ["--refused-from", "crm"], code: 2, says: "an address such as" },
  { args: ["--from", "192.168.2.57"], code: 2, says: "--to, --mail-from, --rcpt-to must be given" },
  { args: [], code: 2, says: "or --ref, or --refused-from" },
])("explain $args ends with $code", async ({ args, code, says }) => {
  const result = await relayctl("explain", ...args);
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(says)]);
});
