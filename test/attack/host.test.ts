import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { startReceivingServer } from "../../tools/harness/receiving-server";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { waitFor } from "../../tools/harness/wait-for";

jest.setTimeout(60_000);

const TOKEN = "relay_attack_0123456789abcdefghijklmnopqrstuvwxyz";
const STRANGER = "203.0.113.99";

let dataDir: string;
let host: RelayHost;
let byHand: ControlCalls;
let port: number;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-attack-"));
  port = await freePort();
  await start();
});
afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  host = await startRelayHost({ dataDir, token: TOKEN, flags: ["--initial-trusted-proxies", "127.0.0.1"] });
  byHand = new ControlCalls(host);
}

function writeFrom(client: string, to = "customer@fabrikam.com"): Promise<string> {
  return sendLetter({ port, proxyFrom: client }, { from: "crm@contoso.com", to });
}

function connector(name: string, remoteIpRanges: readonly string[], more: object = {}) {
  const bindings = [`127.0.0.1:${port}`];
  return { name, bindings, remoteIpRanges, permissionGroups: ["AnonymousUsers"], tarpitInterval: "00:00:00", ...more };
}

function relayRight(id: string) {
  const principal = "NT AUTHORITY\\ANONYMOUS LOGON";
  return { connector: id, principal, access: "Allow", extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"] };
}

/** Headers of a write by a program. */
function declaredBy(stack: string, logicalId: string): Readonly<Record<string, string>> {
  const token = logicalId.replaceAll(":", "_").padEnd(16, "_");
  return { "relay-stack": stack, "relay-logical-id": logicalId, "relay-owner-token": token };
}

describe("a Default connector for everybody", () => {
  let id: string;
  const own = "organization/mail/prod";

  beforeAll(async () => {
    const settings = connector("Default", ["0.0.0.0/0"]);
    const made = await byHand.call("POST", "/v1/receive-connectors", { settings }, declaredBy(own, "rc::default"));
    id = (made.body as { id: string }).id;
    await byHand.create("AcceptedDomain", { domainName: "contoso.com" });
  });

  test.each([
    ["by hand", {}],
    ["by another stack", declaredBy("organization/other/prod", "right::x")],
  ])("gets no right to relay %s", async (_by, headers) => {
    const granting = byHand.call("POST", "/v1/connector-permissions", { settings: relayRight(id) }, headers);
    await expect(granting).rejects.toThrow(/RELAY_WIDE_RELAY/);
    expect(await writeFrom(STRANGER)).toBe("550 5.7.1 Unable to relay");
  });

  test("gets one by its own stack on paper only: relay is withheld until the ranges are narrow", async () => {
    const headers = declaredBy(own, "right::default");
    const { body } = await byHand.call("POST", "/v1/connector-permissions", { settings: relayRight(id) }, headers);
    expect((body as { notices: readonly string[] }).notices.join()).toContain("withheld");
    for (const client of [STRANGER, "10.0.0.1"]) expect(await writeFrom(client)).toBe("550 5.7.1 Unable to relay");
    await expect(byHand.change("ReceiveConnector", id, { bindings: [`0.0.0.0:${port}`] })).resolves.toBeDefined();
    expect(await writeFrom("10.0.0.1")).toBe("550 5.7.1 Unable to relay");
    await byHand.change("ReceiveConnector", id, { remoteIpRanges: ["10.0.0.0/8"] });
    expect(await writeFrom("10.0.0.1")).toMatch(/^250 2\.6\.0 /);
    expect(await writeFrom(STRANGER)).toBe("421 4.3.2 Service not available");
  });

  test("is not opened again by any edit by hand", async () => {
    const external = { permissionGroups: ["ExchangeServers"], authMechanism: ["ExternalAuthoritative"] };
    for (const change of [
      { remoteIpRanges: ["0.0.0.0/1", "128.0.0.0/1"] },
      { remoteIpRanges: ["10.0.0.0-255.255.255.255"] },
      { remoteIpRanges: ["64:ff9b::/96"], bindings: [`[::1]:${port}`] },
      { remoteIpRanges: ["0.0.0.0/0"], ...external },
    ]) {
      await expect(byHand.change("ReceiveConnector", id, change)).rejects.toThrow(/RELAY_WIDE_RELAY/);
    }
    await expect(byHand.create("AcceptedDomain", { domainName: "*.com" })).rejects.toThrow(/RELAY_WIDE_DOMAIN/);
    expect(await writeFrom(STRANGER)).toBe("421 4.3.2 Service not available");
  });
});

test("mail whose send connector is destroyed is held, outlives a kill -9, and goes when a route is back", async () => {
  const queued = async () => (await byHand.call("GET", "/v1/queue")).body as { items: readonly Queued[] };
  interface Queued {
    readonly queueId: string;
    readonly recipients: readonly { readonly holdReason: string | null }[];
  }
  for (const { queueId } of (await queued()).items) await byHand.call("DELETE", `/v1/queue/${queueId}`);
  const route = { name: "out", addressSpaces: ["*"], requireTls: false };
  const { id } = await byHand.create("SendConnector", { ...route, smartHosts: [`127.0.0.1:${await freePort()}`] });
  expect(await writeFrom("10.0.0.1")).toMatch(/^250 2\.6\.0 /);
  await byHand.remove("SendConnector", id);
  await waitFor("the mail to be held", async () => isHeldWithoutRoute((await queued()).items));
  await host.kill();
  await start();
  await waitFor("the mail to be held again", async () => isHeldWithoutRoute((await queued()).items));
  const server = await startReceivingServer();
  try {
    await byHand.create("SendConnector", { ...route, smartHosts: [`127.0.0.1:${server.port}`] });
    await waitFor("the mail to arrive", () => server.letters.length > 0);
    await waitFor("the queue to be empty", async () => (await queued()).items.length === 0);
    expect(server.letters.map(({ recipients }) => recipients)).toEqual([["customer@fabrikam.com"]]);
  } finally {
    // The host keeps its connection to the smart host, for which the server would wait.
    await host.stop();
    await server.close();
  }

  function isHeldWithoutRoute(items: readonly Queued[]): boolean {
    return items.length === 1 && items.every(({ recipients }) => recipients[0]?.holdReason === "no-route");
  }
});
