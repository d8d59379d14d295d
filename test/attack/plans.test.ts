import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../tools/harness/free-port";
import { startRelayHost } from "../../tools/harness/relay-host";
import { AcceptanceStage, crmConnector, relayRight, type Declared } from "../acceptance/acceptance-stage";
import { OTHER_CONNECTOR, OTHER_DOMAIN, OTHER_SEND_CONNECTOR } from "../acceptance/hand-made-changes";

jest.setTimeout(240_000);

interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff: Readonly<Record<string, unknown>> | null;
}

const OUT: Declared = {
  type: "SendConnector",
  name: "out",
  args: { addressSpaces: ["*"], smartHosts: ["127.0.0.1:9"], requireTls: false },
};
const CONTOSO: Declared = { type: "AcceptedDomain", name: "contoso", args: { domainName: "contoso.com" } };

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
});
afterAll(() => stage.strike());

function connector(name: string, args: Readonly<Record<string, unknown>>): Declared {
  return { ...crmConnector(stage.smtpPort, args), name };
}

function everything(): readonly Declared[] {
  return [crmConnector(stage.smtpPort), relayRight("crm"), CONTOSO, OUT];
}

/** What a preview plans: `op name` of each resource, with the inputs that change. */
async function planned(): Promise<Readonly<Record<string, readonly string[]>>> {
  const preview = await stage.stack.preview("--json", "--diff");
  const { steps } = JSON.parse(preview.stdout) as { steps: readonly PreviewStep[] };
  const changing = steps.filter(({ op }) => op !== "same");
  return Object.fromEntries(
    changing.map(({ op, urn, detailedDiff }) => {
      const inputs = Object.keys(detailedDiff ?? {}).map((path) => path.replace(/[.[].*/s, ""));
      return [`${op} ${urn.split("::").at(-1)}`, [...new Set(inputs)].sort()];
    }),
  );
}

/** Revisions of all objects of the host, by id. */
async function revisions(): Promise<ReadonlyMap<string, number>> {
  const kinds = ["ReceiveConnector", "ConnectorPermission", "AcceptedDomain", "SendConnector"] as const;
  const objects = await Promise.all(kinds.map((kind) => stage.byHand.list(kind)));
  return new Map(objects.flat().map(({ id, revision }) => [id, revision]));
}

// The engine ends a program with the first resource that fails, so each of these is a preview of its own.
describe("the first preview refuses", () => {
  test("a resource with everything that is wrong with it, each on its property", async () => {
    stage.declare(
      connector("crm", { remoteIpRanges: ["10.0.0.9", "10.0.0.1/24", "010.0.0.1"], maxHopCount: 0, banner: "250 x" }),
    );
    const { code, output } = await stage.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toMatch(/remoteIpRanges\[1\].*10\.0\.0\.0\/24/);
    expect(output).toMatch(/remoteIpRanges\[2\].*010\.0\.0\.1/);
    expect(output).toMatch(/maxHopCount[^]*banner|banner[^]*maxHopCount/);
    expect(output).not.toMatch(/\n\s+at .*\.[jt]s/);
  });

  test("an open relay in two halves, on a connector that has no id yet", async () => {
    const remoteIpRanges = ["0.0.0.0/1", "128.0.0.0/1"];
    stage.declare(crmConnector(stage.smtpPort, { remoteIpRanges }), relayRight("crm"));
    const { code, output } = await stage.stack.preview();
    expect([code === 0, output]).toEqual([false, expect.stringContaining("RELAY_WIDE_RELAY")]);
  });

  test("one name for two connectors", async () => {
    stage.declare(
      crmConnector(stage.smtpPort),
      connector("twin", { name: "crm APPLICATION", remoteIpRanges: ["10.0.0.9"] }),
    );
    const { code, output } = await stage.stack.preview();
    expect([code === 0, output]).toEqual([false, expect.stringMatching(/crm APPLICATION|CRM Application/)]);
  });
});

describe("a plan says what the update does", () => {
  test("when every input of three resources changes at once", async () => {
    await stage.up(everything());
    const bindings = [`127.0.0.1:${await freePort()}`];
    const inputs = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));
    const [crm, domain, out] = [
      { ...inputs(OTHER_CONNECTOR), enabled: false, bindings },
      inputs(OTHER_DOMAIN),
      { ...inputs(OTHER_SEND_CONNECTOR), enabled: false },
    ];
    const changed = [
      crmConnector(stage.smtpPort, crm),
      relayRight("crm"),
      { ...CONTOSO, args: domain },
      { ...OUT, args: out },
    ];
    const before = await revisions();
    stage.declare(...changed);
    expect(await planned()).toEqual({
      "update crm": Object.keys(crm).sort(),
      "update contoso": Object.keys(domain).sort(),
      "update out": Object.keys(out).sort(),
    });
    await stage.up(changed, "--parallel=1");
    const after = await revisions();
    expect([...after].filter(([id, revision]) => before.get(id) !== revision)).toHaveLength(3);
    expect((await stage.stack.preview("--refresh", "--expect-no-changes")).code).toBe(0);
  });

  test("when names, ranges and a logical name change places at once, one write at a time", async () => {
    const [a, b] = ["10.1.0.1", "10.1.0.2"];
    await stage.up(
      [
        connector("one", { name: "One", remoteIpRanges: [a] }),
        relayRight("one"),
        connector("two", { name: "Two", remoteIpRanges: [b] }),
        relayRight("two"),
      ],
      "--parallel=1",
    );
    const swapped = [
      connector("uno", { name: "Two", remoteIpRanges: [b] }),
      relayRight("uno"),
      connector("two", { name: "One", remoteIpRanges: [a] }),
      relayRight("two"),
    ];
    stage.declare(...swapped);
    expect(await planned()).toEqual({
      "create uno": [],
      "create uno-relay": [],
      "update two": ["name", "remoteIpRanges"],
      "delete one-relay": [],
      "delete one": [],
    });
    await stage.up(swapped, "--parallel=1");
    const names = (await stage.byHand.list("ReceiveConnector")).map(({ settings }) => settings["name"]);
    expect(names.sort()).toEqual(["One", "Two"]);
    for (const client of [a, b]) expect(await stage.writeFrom(client)).toMatch(/^250 2\.6\.0 /);
    expect((await stage.stack.preview("--refresh", "--expect-no-changes")).code).toBe(0);
  });
});

test("allowWideRelay: without it, an update that passes through a wide state lets no stranger relay at any moment", async () => {
  const gateway = (range: string) => connector("gateway", { name: "Gateway", remoteIpRanges: [range] });
  const answers: string[] = [];
  let moving = true;
  const stranger = (async () => {
    while (moving) answers.push(await stage.writeFrom("203.0.113.99"));
  })();
  await stage.up([gateway("0.0.0.0/0")], "--parallel=1");
  await stage.up([gateway("10.0.0.0/8"), relayRight("gateway")], "--parallel=1");
  await stage.up([gateway("0.0.0.0/0")], "--parallel=1");
  moving = false;
  await stranger;
  expect(answers.filter((answer) => answer.startsWith("2"))).toEqual([]);
  expect(answers.some((answer) => answer.startsWith("550 5.7.1"))).toBe(true);
  expect(await stage.byHand.list("ReceiveConnector")).toMatchObject([{ relayLimitedTo: null }]);
});

test("another program on a port is a failure that keeps what was made, and the next update finishes it", async () => {
  const taker = createServer().listen(0, "0.0.0.0");
  await once(taker, "listening");
  const { port } = taker.address() as AddressInfo;
  const late = { ...crmConnector(port, { name: "Late" }), name: "late" };
  stage.declare(late);
  const partial = await stage.stack.up("--skip-preview");
  expect([partial.code === 0, partial.output]).toEqual([false, expect.stringContaining(String(port))]);
  const isLate = ({ settings }: { readonly settings: object }) => "name" in settings && settings.name === "Late";
  const made = await stage.byHand.find("ReceiveConnector", isLate);
  taker.close();
  await once(taker, "close");
  await stage.up([late]);
  expect((await stage.byHand.find("ReceiveConnector", isLate)).id).toBe(made.id);
  expect((await stage.stack.preview("--refresh", "--expect-no-changes")).code).toBe(0);
});

describe("a host that is not the one", () => {
  test("is told apart from a host that lost its objects: nothing is forgotten, nothing is made there", async () => {
    await stage.host.stop();
    const dataDir = mkdtempSync(join(tmpdir(), "relay-elsewhere-"));
    const { token, endpoint } = stage.host;
    const stranger = await startRelayHost({ dataDir, token, api: new URL(endpoint).host });
    try {
      for (const command of ["refresh", "destroy"] as const) {
        const wrong = await stage.stack[command]("--skip-preview");
        expect([wrong.code === 0, wrong.output]).toEqual([false, expect.stringContaining("installation")]);
      }
      expect((await stage.byHand.list("ReceiveConnector")).length).toBe(0);
      expect((await stage.stack.run(["stack", "export"])).stdout).toContain("relay:ReceiveConnector");
    } finally {
      await stranger.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  test("is not there: a preview shows the plan with one warning", async () => {
    stage.declare(connector("late", { name: "Late", maxHopCount: 12 }));
    const preview = await stage.stack.preview("--diff");
    expect([preview.code, preview.output]).toEqual([0, expect.stringContaining("maxHopCount")]);
    expect(preview.output.match(/could not compare the program with the host/g)).toHaveLength(1);
  });
});
