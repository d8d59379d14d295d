import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceFacts } from "../read-stack";
import { anonymousRelay, connector, culprits, resource, UNKNOWN_TEXT, violationsOf } from "../rule-fixture";

const RULE = "ceiling";
const CRM = {
  allow: [
    {
      name: "crm",
      addresses: ["192.168.2.0/28"],
      identities: ["anonymous"],
      recipients: ["external"],
      maxAddresses: 4,
    },
  ],
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-policy-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test.each<[string, readonly string[]]>([
  ["two addresses of it", ["192.168.2.5-192.168.2.6"]],
  ["the same in other words", ["192.168.2.5", "::ffff:192.168.2.6"]],
  ["as many as may rely on it", ["192.168.2.0/30"]],
])("what the ceiling allows is let be: %s", async (_title, ranges) => {
  expect(await culprits(RULE, anonymousRelay("crm", ranges), { rules: CRM })).toEqual([]);
});

test("what it does not allow is seen, with the rule that comes nearest and an example", async () => {
  const [violation, ...more] = await violationsOf(RULE, anonymousRelay("crm", ["192.168.2.14-192.168.2.17"]), {
    rules: CRM,
  });
  expect(more).toEqual([]);
  expect(violation?.on).toBe("crm-relay");
  expect(violation?.says).toMatch(/^Ceiling "crm" does not allow 2 addresses \(192\.168\.2\.16\/31\): anonymous/);
  expect(violation?.says).toMatch(/For example 192\.168\.2\.1[67] to 0\.0\.0\.0:25, from <.*> to <.*>\.$/);
});

test("more addresses than may rely on it are seen", async () => {
  const [violation] = await violationsOf(RULE, anonymousRelay("crm", ["192.168.2.0/29"]), { rules: CRM });
  expect(violation?.says).toContain('Ceiling "crm" permits at most 4 addresses, 8 rely on it.');
});

test.each<[string, ResourceFacts]>([
  ["whose PROXY headers are believed", resource("TransportConfig", "host", { trustedProxies: UNKNOWN_TEXT })],
  ["who partners are", resource("TransportConfig", "host", { tlsReceiveDomainSecureList: [UNKNOWN_TEXT] })],
  ["who an account is", resource("RelayUser", "host", { username: UNKNOWN_TEXT, allowedSenders: ["contoso.com"] })],
  ["as whom an account sends", resource("RelayUser", "host", { username: "app", allowedSenders: [UNKNOWN_TEXT] })],
  ["in which groups an account is", resource("RelayUser", "host", { username: "app", groups: UNKNOWN_TEXT })],
  ["which domain is accepted", resource("AcceptedDomain", "host", { domainName: UNKNOWN_TEXT })],
])("it cannot tell while it is not known %s", async (_title, unknown) => {
  const violations = await violationsOf(RULE, [connector("crm", ["192.168.2.55"]), unknown], { rules: CRM });
  expect(violations.map(({ on, says }) => [on, says.slice(0, 12)])).toEqual([["host", "Cannot tell:"]]);
});

test("nothing may relay under an empty ceiling, and everybody may write to us", async () => {
  expect(await culprits(RULE, [connector("inbound", ["0.0.0.0/0"])], { rules: { allow: [] } })).toEqual([]);
  expect(await culprits(RULE, anonymousRelay("crm", ["10.0.0.1"]), { rules: { allow: [] } })).toEqual(["crm-relay"]);
});

test("trusted proxies need leave too", async () => {
  const proxies = resource("TransportConfig", "host", { trustedProxies: ["10.0.0.7"] });
  expect(await culprits(RULE, [proxies], { rules: { allow: [] } })).toEqual(["host"]);
  expect(await culprits(RULE, [proxies], { rules: { allow: [], trustedProxies: ["10.0.0.0/29"] } })).toEqual([]);
});

test("what is not known yet might be above the ceiling", async () => {
  const [violation] = await violationsOf(RULE, anonymousRelay("crm", ["192.168.2.5", UNKNOWN_TEXT]), { rules: CRM });
  expect(violation?.says).toMatch(
    /^Cannot tell: remoteIpRanges of ReceiveConnector "crm" is known only after the update/,
  );
});

test("a ceiling file says the same as the rules in place", async () => {
  const path = file("ceiling.json", JSON.stringify({ formatVersion: 1, ...CRM }));
  expect(await culprits(RULE, anonymousRelay("crm", ["192.168.2.5"]), { file: path })).toEqual([]);
  expect(await culprits(RULE, anonymousRelay("crm", ["192.168.3.5"]), { file: path })).toEqual(["crm-relay"]);
});

test("without a ceiling the rule does not apply", async () => {
  await expect(violationsOf(RULE, anonymousRelay("crm", ["0.0.0.0/0"]))).rejects.toThrow("No ceiling is configured");
});

test.each<[string, () => object, RegExp]>([
  [
    "a misspelt key",
    () => ({ rules: { allow: [{ name: "crm", adresses: ["10.0.0.1"] }] } }),
    /rules: allow\[0\]\.adresses: there is no such key; did you mean addresses\?/,
  ],
  ["a misspelt value of the rule", () => ({ rule: CRM }), /ceiling has no value "rule": its values are file, rules\./],
  ["both", () => ({ file: "ceiling.json", rules: CRM }), /give either file or rules, not both/],
  ["no such file", () => ({ file: "/nowhere/ceiling.json" }), /there is no file \/nowhere\/ceiling\.json\./],
  [
    "a file that is not JSON",
    () => ({ file: file("broken.json", '{\n  "allow": [oops]\n}') }),
    /broken\.json:2:13 is not JSON: /,
  ],
  ["a file of another version", () => ({ file: file("old.json", '{"formatVersion": 9}') }), /formatVersion is 9/],
])("a configuration with %s never passes", async (_title, config, says) => {
  await expect(violationsOf(RULE, anonymousRelay("crm", ["192.168.2.5"]), { ...config() })).rejects.toThrow(says);
});

test("a key that is there twice is refused: the last one would win unseen", async () => {
  const twice = file("twice.json", '{"formatVersion": 1, "allow": [], "allow": [{"name": "everybody"}]}');
  await expect(culprits(RULE, anonymousRelay("crm", ["10.0.0.1"]), { file: twice })).rejects.toThrow(/allow.*twice/);
});
