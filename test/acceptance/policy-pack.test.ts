import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RelayPolicyConfig, RULE_NAMES, type RuleName } from "../../policy";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type CommandResult, PulumiStack } from "../../tools/harness/pulumi-stack";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { pulumiBin } from "./acceptance-stage";

jest.setTimeout(180_000);

const TOKEN = "relay_acceptance_0123456789abcdefghijklmnopqrstuvwxyz";
const PACK = join(PROJECT_ROOT, "policy-pack");
const VISITORS = ["192.168.8.0/24"];

/** What may be, to the last address. */
const CONFIG: RelayPolicyConfig = {
  "no-public-anonymous-relay": { except: ["203.0.113.0/24"] },
  "no-new-access": { base: "host" },
  ceiling: {
    rules: {
      allow: [
        { name: "branches", addresses: ["203.0.113.0/24"], maxAddresses: 256 },
        { name: "crm", addresses: ["192.168.2.0/24"], maxAddresses: 2 },
        { name: "servers", addresses: ["192.168.7.1", "192.168.7.2"] },
        { name: "people", addresses: VISITORS, identities: ["any-account"], tls: "required" },
      ],
    },
  },
};

let folder: string;
let host: RelayHost;
let stack: PulumiStack;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-policy-"));
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: TOKEN,
    flags: ["--hostname", "relay.contoso.com"],
  });
  stack = new PulumiStack({
    program: join(PROJECT_ROOT, "test", "acceptance", "programs", "policy"),
    pulumiBin: pulumiBin(),
    folder: join(folder, "stack"),
    env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  });
  const port = String(await freePort());
  await stack.init(
    { "relay:endpoint": host.endpoint, "policy:port": port, "policy:program": "kept" },
    {
      "relay:token": TOKEN,
      "policy:password": "correct-horse-42",
    },
  );
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Shown {
  readonly level: string;
  readonly rule: string;
  /** Logical name of the resource. */
  readonly on: string;
}

/** The violations that a command shows. */
function violations({ output }: CommandResult): readonly Shown[] {
  const lines = output.matchAll(/- \[(\w+)\].*? {2}([a-z-]+) {2}\(\S+: (\S+)\)/g);
  return [...lines].map(([, level = "", rule = "", on = ""]) => ({ level, rule, on }));
}

/** Resources that break a rule, each once. */
function culprits(result: CommandResult, name: string): readonly string[] {
  return [
    ...new Set(
      violations(result)
        .filter(({ rule }) => rule === name)
        .map(({ on }) => on),
    ),
  ].sort();
}

function judged(config: object): readonly string[] {
  const file = join(folder, "policy-config.json");
  writeFileSync(file, JSON.stringify(config));
  return ["--policy-pack", PACK, "--policy-pack-config", file];
}

describe("a program that nearly breaks every rule", () => {
  test("comes up under the pack, once it is meant to give new access", async () => {
    const result = await stack.up("--skip-preview", ...judged({ ...CONFIG, "no-new-access": "disabled" }));
    expect({ ...result, shown: violations(result) }).toMatchObject({ code: 0, shown: [] });
  });

  test("breaks none, with every rule mandatory", async () => {
    const result = await stack.preview("--expect-no-changes", ...judged({ ...CONFIG, all: "mandatory" }));
    expect({ ...result, shown: violations(result) }).toMatchObject({ code: 0, shown: [] });
  });
});

describe("a program that breaks every rule", () => {
  let result: CommandResult;

  beforeAll(async () => {
    await stack.setConfig({ "policy:program": "broken" });
    result = await stack.preview(...judged(CONFIG));
  });

  test("is stopped by the mandatory ones", () => {
    expect(result.code).not.toBe(0);
    expect(result.output).toContain("error: preview failed");
  });

  test.each<[RuleName, Shown["level"], readonly string[]]>([
    ["no-open-relay", "mandatory", ["inbound-relay"]],
    ["no-public-anonymous-relay", "mandatory", ["inbound-relay", "supplier-relay"]],
    ["externally-secured-single-hosts", "advisory", ["later-servers", "servers"]],
    ["no-new-access", "mandatory", ["crm-relay", "inbound-relay", "people", "people-relay", "supplier-relay"]],
    ["ceiling", "mandatory", ["inbound-relay", "people", "people-relay", "policy-dev", "supplier-relay"]],
    ["relay-needs-owner-and-expiry", "advisory", ["crm-relay"]],
    ["no-plaintext-passwords", "mandatory", ["people", "scanner"]],
    ["no-shadowed-ranges", "advisory", ["later-servers", "network"]],
    ["no-mixed-relay-methods", "advisory", ["people"]],
  ])("breaks %s (%s), and is told by which resources", (rule, level, expected) => {
    expect(culprits(result, rule)).toEqual(expected);
    expect(violations(result).filter((shown) => shown.rule === rule && shown.level !== level)).toEqual([]);
  });

  test("hears what is wrong, why, what to do and where more is written, and no password", () => {
    expect(result.output).toContain(
      [
        '1 public IPv4 address of remoteIpRanges 198.51.100.7 may relay as anonymous clients over ReceiveConnector "supplier" (granted by ConnectorPermission "supplier-relay").',
        "Remedy: Let the client log in (usage Client and a RelayUser), bring it in through a private network, or list its address in the rule's except.",
        "More: docs/policy.md#no-public-anonymous-relay of pulumi-smtp-relay.",
      ].join("\n          "),
    );
    expect(result.output).toContain(
      'Cannot tell: remoteIpRanges of ReceiveConnector "later-servers" is known only after the update. At worst:',
    );
    expect(result.output).not.toContain("correct-horse-42");
  });

  test("passes where the levels say so, and what is disabled is not shown", async () => {
    const levels = { ...CONFIG, all: "advisory", "no-mixed-relay-methods": "disabled", ceiling: "disabled" };
    const advised = await stack.preview(...judged(levels));
    expect(advised.code).toBe(0);
    expect(new Set(violations(advised).map(({ level }) => level))).toEqual(new Set(["advisory"]));
    expect(new Set(violations(advised).map(({ rule }) => rule))).toEqual(
      new Set(RULE_NAMES.filter((name) => name !== "no-mixed-relay-methods" && name !== "ceiling")),
    );
  });
});

test.each([
  [{ "no-open-relay": { mostPublicIpv4: "few" } }, "no-open-relay: mostPublicIpv4: Invalid type. Expected: integer"],
  [
    { "no-open-relay": "strict" },
    'parsing enforcement level for "no-open-relay": "strict" is not a valid enforcement level',
  ],
  [{ ceiling: { rules: { allow: [{ name: "a", adresses: [] }] } } }, "did you mean addresses?"],
])("the configuration %j is refused in clear words", async (config, says) => {
  const { code, output } = await stack.preview(...judged(config));
  expect(code).not.toBe(0);
  expect(output).toContain(says);
  expect(output).not.toMatch(/\n\s+at .*:\d+:\d+/);
});

test("a pack of one's own is three lines", async () => {
  const own = join(stack.programFolder, "rules");
  mkdirSync(own);
  const write = (name: string, text: string) => writeFileSync(join(own, name), text);
  write("PulumiPolicy.yaml", "runtime: nodejs\n");
  write("package.json", JSON.stringify({ name: "rules", version: "1.0.0", main: "index.js" }));
  write(
    "index.js",
    `const { PolicyPack } = require("@pulumi/policy");
const { relayPolicies } = require("pulumi-smtp-relay/policy");
new PolicyPack("our-rules", {
  policies: relayPolicies({ all: "disabled", "no-public-anonymous-relay": { enforcementLevel: "mandatory", except: ["0.0.0.0/1"] } }),
});
`,
  );
  const result = await stack.preview("--policy-pack", own);
  expect(result.code).not.toBe(0);
  expect(result.output).toContain("our-rules@v1.0.0");
  expect(culprits(result, "no-public-anonymous-relay")).toEqual(["inbound-relay", "supplier-relay"]);
  expect(new Set(violations(result).map(({ rule }) => rule))).toEqual(new Set(["no-public-anonymous-relay"]));
});
