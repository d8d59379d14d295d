import type { Properties } from "../../provider/dynamic-provider";
import { createContext } from "../../provider/create-context";
import { createRelayProvider } from "../../provider/relay-provider";
import type { RelayHost, ResourceKind } from "../../provider/relay-host";
import { createRun } from "../../provider/run";
import { UNKNOWN_VALUE } from "../../provider/unknown-value";
import { MemoryHost } from "./memory-host";

const STACK = "acme/crm/dev";
const CRM = { name: "CRM Application", bindings: ["0.0.0.0:25"], permissionGroups: ["AnonymousUsers"] };
const SERVERS = ["192.168.2.55-192.168.2.56"];
const RELAY = {
  connector: UNKNOWN_VALUE,
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};

let host: MemoryHost;

beforeEach(() => {
  host = new MemoryHost();
});

/** One run: a preview, or an update. */
function startRun(connect: () => Promise<RelayHost> = async () => host) {
  const lines: string[] = [];
  const run = createRun({ identity: undefined, isGone: () => false }, Date.now());
  const context = createContext({ run, env: {}, print: (line) => lines.push(line), connect });
  const provider = (kind: ResourceKind) => createRelayProvider(kind, context);
  void provider("ReceiveConnector").configure({ config: { get: () => undefined } });
  return { lines, impact: () => lines.filter((line) => line.includes(": impact: ")), provider };
}

type Run = ReturnType<typeof startRun>;

function inputs(kind: ResourceKind, name: string, args: object): Properties {
  return { ...args, logicalId: `${kind}::${name}`, stack: STACK };
}

function preview({ provider }: Run, kind: ResourceKind, declared: Properties, olds: Properties = {}) {
  return provider(kind).check(olds, { ...declared, preview: true });
}

async function up(kind: ResourceKind, declared: Properties): Promise<Properties & { readonly id: string }> {
  const { provider } = startRun();
  const { inputs: settled } = await provider(kind).check({}, { ...declared, preview: false });
  const { id } = await provider(kind).create({ ...settled, __provider: "source" });
  return { ...settled, id };
}

test("a new connector and its right tell what each adds, the right by the connector's name alone", async () => {
  const run = startRun();
  await preview(run, "ReceiveConnector", inputs("ReceiveConnector", "crm", { ...CRM, remoteIpRanges: SERVERS }));
  await preview(
    run,
    "ConnectorPermission",
    inputs("ConnectorPermission", "relay", { ...RELAY, connectorName: CRM.name }),
  );
  expect(run.impact()[0]).toMatch(/^crm: impact: /);
  expect(run.impact().filter((line) => line.startsWith("relay: "))).toEqual([
    expect.stringMatching(
      /^relay: impact: WIDENED {2}2 addresses {2}192\.168\.2\.55, 192\.168\.2\.56 {2}\(\w+\) {2}anonymous, any sender/,
    ),
    expect.stringMatching(
      /^relay: impact: {3}"CRM Application" refuses \(550 5\.7\.1.* -> "CRM Application" relays by ConnectorPermission .*, e\.g\. 192\.168\.2\.5[56] {2}MAIL FROM:<.*> {2}RCPT TO:<.*>$/,
    ),
    expect.stringMatching(
      /^relay: impact: see all: pulumi preview --json --show-sames .* relayctl impact .*--base host$/,
    ),
  ]);
});

describe("a connector that is there", () => {
  let old: Properties & { readonly id: string };

  beforeEach(async () => {
    old = await up("ReceiveConnector", inputs("ReceiveConnector", "crm", { ...CRM, remoteIpRanges: SERVERS }));
    await up("ConnectorPermission", inputs("ConnectorPermission", "relay", { ...RELAY, connector: old.id }));
  });

  const changed = (args: object) => inputs("ReceiveConnector", "crm", { ...CRM, remoteIpRanges: SERVERS, ...args });

  test("tells of a wider range how many more addresses relay, and no other client", async () => {
    const run = startRun();
    await preview(run, "ReceiveConnector", changed({ remoteIpRanges: ["192.168.2.0/24"] }), old);
    expect(run.impact()[0]).toMatch(
      /^crm: impact: WIDENED {2}254 addresses {2}192\.168\.2\.0-192\.168\.2\.54, 192\.168\.2\.57-192\.168\.2\.255/,
    );
    expect(run.impact().length).toBeLessThanOrEqual(8);
  });

  test("says nothing, and asks nothing of the host beyond what it asks anyway, while it is unchanged", async () => {
    const run = startRun();
    host.calls.length = 0;
    await preview(run, "ReceiveConnector", changed({}), old);
    expect(run.impact()).toEqual([]);
    expect(host.calls).toEqual(["list"]);
  });

  test("says nothing in an update", async () => {
    const run = startRun();
    await run.provider("ReceiveConnector").check(old, { ...changed({ remoteIpRanges: ["10.0.0.1"] }), preview: false });
    expect(run.impact()).toEqual([]);
  });

  test("says so when a change changes nothing for anybody", async () => {
    const run = startRun();
    await preview(run, "ReceiveConnector", changed({ comment: "CRM" }), old);
    expect(run.impact()).toEqual(["crm: impact: none, every client is answered as before"]);
  });

  test("might relay while its ranges are not known", async () => {
    const run = startRun();
    await preview(run, "ReceiveConnector", changed({ remoteIpRanges: UNKNOWN_VALUE }), old);
    expect(run.impact()[0]).toBe(
      "crm: impact: remoteIpRanges is not known before the update: it might relay for anybody",
    );
  });

  test("is compared with what the run declared before it, and reads the host once", async () => {
    const run = startRun();
    host.calls.length = 0;
    await preview(run, "ReceiveConnector", changed({ remoteIpRanges: ["192.168.2.55"] }), old);
    const other = { ...CRM, name: "Net", remoteIpRanges: ["192.168.2.0/24"] };
    await preview(run, "ReceiveConnector", inputs("ReceiveConnector", "net", other));
    expect(run.impact()[0]).toMatch(/^crm: impact: NARROWED {2}1 address {2}192\.168\.2\.56 /);
    expect(
      run
        .impact()
        .filter((line) => line.startsWith("net: "))
        .join("\n"),
    ).not.toContain("192.168.2.55 ");
    expect(host.calls.filter((call) => call === "state")).toHaveLength(1);
  });
});

test("of many changes the worst are told, in eight lines, and how to see all", async () => {
  const run = startRun();
  const domains = Array.from({ length: 12 }, (_, place) => `crm${place}@contoso.com`);
  const ranges = domains.map((_, place) => `192.168.${place}.1`);
  await preview(run, "AcceptedDomain", inputs("AcceptedDomain", "contoso", { domainName: "contoso.com" }));
  for (const [place, range] of ranges.entries()) {
    const args = { ...CRM, name: `C${place}`, remoteIpRanges: [range], onlySenders: [domains[place]] };
    await preview(run, "ReceiveConnector", inputs("ReceiveConnector", `c${place}`, args));
  }
  await preview(run, "AcceptedDomain", inputs("AcceptedDomain", "fabrikam", { domainName: "fabrikam.com" }));
  const told = run.impact().filter((line) => line.startsWith("fabrikam: "));
  expect(told).toHaveLength(7);
  expect(told.at(-1)).toMatch(/^fabrikam: impact: and \d+ more changes; see all: pulumi preview/);
});

test("a host that cannot be reached is one warning, which says that nothing is said of the impact", async () => {
  const run = startRun(() => Promise.reject(new Error("The relay host cannot be reached.")));
  await preview(run, "ReceiveConnector", inputs("ReceiveConnector", "crm", { ...CRM, remoteIpRanges: SERVERS }));
  expect(run.lines.filter((line) => line.startsWith("relay host: "))).toEqual([
    "relay host: this preview could not compare the program with the host, and says nothing of its impact. The relay host cannot be reached.",
  ]);
  expect(run.impact()).toEqual([]);
});
