import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { WorldReader } from "../../cli/worlds/world-reader";
import { buildConfigDocument, type ConfigState } from "../../model";
import { runRelayctl } from "../cli/run-relayctl";
import { AcceptanceStage, crmConnector, type Declared, oneOfEach, relayRight } from "./acceptance-stage";

jest.setTimeout(300_000);

const ACCOUNTS = "NT AUTHORITY\\Authenticated Users";

let stage: AcceptanceStage;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
});

afterAll(() => stage.strike());

function relayFor(logicalName: string, address: string, args: object = {}): readonly Declared[] {
  const scope = { bindings: [`0.0.0.0:${stage.smtpPort}`], remoteIpRanges: [address] };
  const all = { name: `${logicalName} server`, ...scope, permissionGroups: ["AnonymousUsers"], ...args };
  return [{ type: "ReceiveConnector", name: logicalName, args: all }, relayRight(logicalName)];
}

async function addByHand(connectorName: string): Promise<void> {
  const { id } = await stage.byHand.find("ReceiveConnector", ({ settings }) => settings["name"] === connectorName);
  const rights = ["ms-Exch-SMTP-Accept-Any-Sender"];
  await stage.byHand.create("ConnectorPermission", {
    connector: id,
    principal: ACCOUNTS,
    access: "Allow",
    extendedRights: rights,
  });
}

interface Step {
  readonly title: string;
  readonly declared: () => readonly Declared[];
  readonly byHand?: () => Promise<unknown>;
  readonly flags?: readonly string[];
}

const port = () => stage.smtpPort;

/** One after the other on one stack. */
const STEPS: readonly Step[] = [
  { title: "a first deployment", declared: () => oneOfEach(port()) },
  {
    title: "a wider range, a narrower limit and no accepted domain",
    declared: () => [
      crmConnector(port(), { remoteIpRanges: ["192.168.2.0/24"], maxMessageSize: 65_536 }),
      ...oneOfEach(port()).filter(({ type }) => type !== "ReceiveConnector" && type !== "AcceptedDomain"),
    ],
  },
  {
    title: "a rename, another principal for the right, and an account in a group",
    declared: () =>
      [
        crmConnector(port(), { name: "CRM" }),
        { ...relayRight("crm"), args: { ...relayRight("crm").args, principal: "apps" } },
        { type: "RelayGroup", name: "apps", args: { name: "Applications" } },
        { type: "RelayUser", name: "app", args: { username: "crm-app", groups: ["apps"] } },
      ].toSorted((a, b) => Number(b.type === "RelayGroup") - Number(a.type === "RelayGroup")) as readonly Declared[],
  },
  { title: "two relays", declared: () => [...relayFor("one", "192.168.2.55"), ...relayFor("two", "192.168.2.56")] },
  {
    title: "ranges and names that are swapped",
    declared: () => [
      ...relayFor("one", "192.168.2.56", { name: "two server" }),
      ...relayFor("two", "192.168.2.55", { name: "one server" }),
    ],
  },
  {
    title: "another logical name for the same connector",
    declared: () => [
      ...relayFor("uno", "192.168.2.56", { name: "two server" }),
      ...relayFor("two", "192.168.2.55", { name: "one server" }),
    ],
  },
  {
    title: "a right that somebody has added by hand, not seen by the preview",
    byHand: () => addByHand("one server"),
    declared: () => [
      ...relayFor("uno", "192.168.2.58", { name: "two server" }),
      ...relayFor("two", "192.168.2.55", { name: "one server" }),
    ],
  },
  {
    title: "the same right, seen by a refresh",
    flags: ["--refresh"],
    declared: () => [
      ...relayFor("uno", "192.168.2.58", { name: "two server" }),
      ...relayFor("two", "192.168.2.55", { name: "one server" }),
    ],
  },
  {
    title: "another right by hand, reported only",
    flags: ["--refresh"],
    byHand: () => addByHand("two server"),
    declared: () => [...relayFor("uno", "192.168.2.58", { name: "two server", unmanagedPermissions: "report" })],
  },
  {
    title: "everything gone but the host-wide settings",
    declared: () => [
      {
        type: "TransportConfig",
        name: "host",
        args: { trustedProxies: ["127.0.0.1", "10.0.0.1"], adoptExisting: true },
      },
    ],
  },
  { title: "and those let go", declared: () => [] },
];

async function stateOf(source: string, base?: string, side: "before" | "after" = "after"): Promise<ConfigState> {
  const { endpoint, token } = stage.host;
  const reader = new WorldReader({ connection: { endpoint, token }, base });
  const { world } = await reader.read(source, { side, at: Date.now() });
  expect(world.unknowns).toEqual([]);
  return world.declared;
}

function shown(state: ConfigState): object {
  const { receiveConnectors, ...others } = buildConfigDocument({ ...state, revision: 0 });
  return { ...others, receiveConnectors: receiveConnectors.map(({ revision: __, ...settings }) => settings) };
}

describe("what a preview predicts is what the update leaves", () => {
  test.each(STEPS)("after $title", async ({ declared, byHand, flags = [] }) => {
    await byHand?.();
    stage.declare(...declared());
    const at = (name: string) => join(stage.stack.folder, name);
    writeFileSync(at("export.json"), (await runRelayctl(["export"], { host: stage.host })).stdout);
    const preview = await stage.stack.expectDone(["preview", "--json", "--show-sames", ...flags]);
    writeFileSync(at("preview.json"), preview.stdout);
    expect(shown(await stateOf(at("preview.json"), "host", "before"))).toEqual(shown(await stateOf("host")));
    const predicted = await stateOf(at("preview.json"), "host");
    const overExport = await stateOf(at("preview.json"), at("export.json"));
    await stage.stack.expectDone(["up", "--yes", "--skip-preview", ...flags]);
    const actual = await stateOf("host");
    expect(shown(predicted)).toEqual(shown(actual));
    expect(shown(overExport)).toEqual(shown(actual));
  });
});
