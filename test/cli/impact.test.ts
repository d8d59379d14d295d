import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { runRelayctl } from "./run-relayctl";

const TOKEN = "relay_impact_0123456789abcdefghijklmnopqrstuvwxyz";

let folder: string;
let host: RelayHost;

function preview(name: string): string {
  return join(PROJECT_ROOT, "test", "impact", "previews", `${name}.json`);
}

function page(name: string): string {
  return join(PROJECT_ROOT, "test", "docs", "impact", `${name}.json`);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-impact-"));
  host = await startRelayHost({ dataDir: join(folder, "host"), token: TOKEN });
  await makeCrmByHand(new ControlCalls(host), { port: await freePort() });
});

afterAll(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, value: unknown): string {
  writeFileSync(join(folder, name), JSON.stringify(value));
  return join(folder, name);
}

const isPublished = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(join(PROJECT_ROOT, "docs", "reference", "impact.schema.json"), "utf8")) as object,
);

function faultsOf(json: unknown): unknown {
  isPublished(json);
  return isPublished.errors ?? null;
}

interface Case {
  readonly title: string;
  readonly args: () => readonly string[];
  readonly code: number;
  readonly out?: RegExp;
  readonly err?: RegExp;
}

const nothing = { formatVersion: 1, allow: [] };

const CASES: readonly Case[] = [
  {
    title: "nothing changes",
    args: () => ["--before", page("main"), "--after", page("main"), "--no-new-access"],
    code: 0,
    out: /nothing changes[^]*gate: PASS {2}no-new-access/,
  },
  {
    title: "more changes, and no gate was asked for",
    args: () => ["--before", page("main"), "--after", page("branch")],
    code: 0,
    out: /WIDENED {2}254 addresses/,
  },
  {
    title: "somebody newly relays",
    args: () => ["--before", page("main"), "--after", page("branch"), "--no-new-access", "--output", "json"],
    code: 1,
    err: /FAIL {2}no-new-access: may newly relay: 254 addresses/,
  },
  {
    title: "everything is above a ceiling of nothing, and the intent names nothing",
    args: () => {
      const [ceiling, intent] = [file("ceiling.json", nothing), file("intent.json", nothing)];
      return ["--before", page("main"), "--after", page("branch"), "--ceiling", ceiling, "--intent", intent];
    },
    code: 1,
    err: /^ceiling fails\.\nintent fails\.\n$/,
  },
  {
    title: "a host is compared with nothing",
    args: () => ["--before", "empty", "--after", "host"],
    code: 0,
    out: /WIDENED {2}1 address {2}127\.0\.0\.1/,
  },
  {
    title: "a host is compared with itself by two ways to it",
    args: () => ["--before", "host", "--after", host.endpoint, "--no-new-access"],
    code: 0,
    out: /nothing changes/,
  },
  {
    title: "a value is not known yet, and nobody asks",
    args: () => ["--before", preview("unknown"), "--after", preview("unknown"), "--base", "empty"],
    code: 0,
    out: /not known yet/,
  },
  {
    title: "a value is not known yet, and a gate cannot tell",
    args: () => [
      "--before",
      preview("unknown"),
      "--after",
      preview("unknown"),
      "--base",
      preview("base"),
      "--ceiling",
      file("all.json", { formatVersion: 1, allow: [{ name: "all" }], trustedProxies: ["127.0.0.1"] }),
    ],
    code: 2,
    out: /gate: CANNOT TELL {2}ceiling/,
    err: /^ceiling cannot tell\.\n$/,
  },
  {
    title: "a preview has no base",
    args: () => ["--before", "host", "--after", preview("widen"), "--no-new-access"],
    code: 2,
    err: /cannot tell what it changes\. Say what else is there with --base/,
  },
  {
    title: "a rule file is mistyped",
    args: () => [
      "--before",
      page("main"),
      "--after",
      page("main"),
      "--ceiling",
      file("typo.json", { ...nothing, alow: [] }),
    ],
    code: 2,
    err: /typo\.json is not a ceiling file:\n.*alow/,
  },
  {
    title: "time runs backwards",
    args: () => ["--before", page("main"), "--after", page("main"), "--at", "2027-01-01", "--until", "2026-01-01"],
    code: 2,
    err: /--until is not after --at/,
  },
  {
    title: "a time is none",
    args: () => ["--before", page("main"), "--after", page("main"), "--at", "2027-02-30"],
    code: 2,
    err: /Write a day such as 2027-01-31/,
  },
  {
    title: "nobody answers",
    args: () => ["--before", "empty", "--after", "http://127.0.0.1:1"],
    code: 3,
    err: /127\.0\.0\.1:1/,
  },
];

describe("relayctl impact", () => {
  test.each(CASES)("ends with $code when $title", async ({ args, code, out = /^/, err = /^/ }) => {
    const result = await runRelayctl(["impact", ...args()], { host });
    expect({ code: result.code, output: result.output }).toMatchObject({ code });
    expect(result.stdout).toMatch(out);
    expect(result.stderr).toMatch(err);
    expect(result.stderr).not.toMatch(/\n\s+at /);
    if (code > 1 && out.source === "^") expect(result.stdout).toBe("");
  });

  test("reads both sides from one stdin", async () => {
    const stdin = readFileSync(preview("widen"), "utf8");
    const sides = ["--before", "-", "--after", "-", "--base", preview("base")];
    const { stdout, code } = await runRelayctl(["impact", ...sides], { stdin });
    expect(stdout).toMatch(/^impact: stdin \(before\) on .*base\.json -> stdin \(after\)[^]*WIDENED {2}254 addresses/);
    expect(code).toBe(0);
  });

  test("shows beside the change what happens by itself", async () => {
    const args = [
      "impact",
      "--before",
      page("main"),
      "--after",
      page("main"),
      "--at",
      "2026-11-24",
      "--until",
      "2027-02-01",
    ];
    const json: unknown = JSON.parse((await runRelayctl([...args, "--output", "json"])).stdout);
    expect(faultsOf(json)).toBeNull();
    const { upcoming } = json as {
      readonly upcoming: { readonly until: string; readonly changes: readonly { readonly at: string }[] };
    };
    expect(upcoming.until).toBe("2027-02-01T00:00:00Z");
    expect(upcoming.changes.map(({ at }) => at)).toEqual(["2027-01-31T00:00:00Z"]);
    expect((await runRelayctl([...args, "--output", "markdown"])).stdout).toContain(
      "by itself at 2027-01-31T00:00:00Z",
    );
    const quiet = await runRelayctl(["impact", "--before", page("main"), "--after", "empty", "--until", "2030-01-01"]);
    expect(quiet.stdout).toMatch(/Until 2030-01-01T00:00:00Z nothing changes by itself\.\n$/);
  });

  test("counts what a host enforces of a connector that is observed only", async () => {
    const before = join(folder, "enforced.json");
    writeFileSync(before, (await runRelayctl(["export"], { host })).stdout);
    const byHand = new ControlCalls(host);
    const { id } = await byHand.find("ReceiveConnector", () => true);
    await byHand.change("ReceiveConnector", id, { permissionGroups: ["None"], observeOnly: true });
    const compare = async () => (await runRelayctl(["impact", "--before", before, "--after", "host"], { host })).stdout;
    expect(await compare()).toContain("nothing changes");
    await byHand.change("ReceiveConnector", id, { observeOnly: false });
    expect(await compare()).toMatch(/NARROWED {2}1 address {2}127\.0\.0\.1/);
  });

  test("says nothing of a secret, in no form", async () => {
    const secret = "203.0.113.77";
    const text = readFileSync(preview("widen"), "utf8");
    const envelope = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: `["${secret}"]`,
    };
    const hidden = join(folder, "hidden.json");
    writeFileSync(hidden, text.replace('["192.168.2.0/24"]', JSON.stringify(envelope)));
    for (const output of ["text", "json", "markdown", "sarif"]) {
      const sides = ["--before", hidden, "--after", hidden, "--base", preview("base")];
      const result = await runRelayctl(["impact", ...sides, "--no-new-access", "--output", output]);
      expect(result.output).not.toContain(secret);
      expect(result.output).toContain("remoteIpRanges");
      if (output === "json") expect(faultsOf(JSON.parse(result.stdout))).toBeNull();
      expect(result.code).toBe(2);
    }
  });
});
