import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceFacts } from "../read-stack";
import {
  ANONYMOUS,
  anonymousRelay,
  connector,
  culprits,
  relayRight,
  resource,
  secured,
  UNKNOWN_TEXT,
  violationsOf,
} from "../rule-fixture";

const RULE = "no-new-access";
const ANY_RECIPIENT = "ms-Exch-SMTP-Accept-Any-Recipient";
const CRM = {
  name: "crm",
  bindings: ["0.0.0.0:25", "[::]:25"],
  remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  permissionGroups: ["AnonymousUsers"],
};
const BEFORE = {
  formatVersion: 1,
  receiveConnectors: [CRM, { ...CRM, name: "Default", remoteIpRanges: ["192.168.0.0/16"] }],
  connectorPermissions: [{ connector: "crm", principal: ANONYMOUS, access: "Allow", extendedRights: [ANY_RECIPIENT] }],
};

let folder: string;
let base: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-policy-"));
  base = join(folder, "relay.json");
  writeFileSync(base, JSON.stringify(BEFORE));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["what is there", anonymousRelay("crm", ["192.168.2.55-192.168.2.56"])],
  ["the same in other words", anonymousRelay("crm", ["::ffff:192.168.2.55", "192.168.2.56/32"])],
  ["less of it", anonymousRelay("crm", ["192.168.2.55"])],
  ["nothing", []],
  ["a connector that gives nothing more", [connector("app", ["10.0.0.0/8"])]],
  ["a right that somebody has anyway", [relayRight("crm", { principal: "NT AUTHORITY\\Authenticated Users" })]],
])("%s is no new access", async (_title, resources) => {
  expect(await culprits(RULE, resources, { base })).toEqual([]);
});

test.each([
  ["one client more", anonymousRelay("crm", ["192.168.2.55-192.168.2.57"]), "crm-relay"],
  ["a right on a connector of the base", [relayRight("Default", {}, "open")], "open"],
  ["clients that are trusted as servers", [secured("servers", ["10.0.0.9"])], "servers"],
  [
    "a connector that goes, and leaves its clients to a wider one",
    [connector("crm", ["192.168.2.55-192.168.2.56"], { enabled: false }), relayRight("Default", {}, "open")],
    "open",
  ],
  [
    "a proxy that may claim any address",
    [resource("TransportConfig", "host", { trustedProxies: ["10.0.0.7"] })],
    "host",
  ],
])("%s is new access", async (_title, resources, on) => {
  expect(new Set(await culprits(RULE, resources, { base }))).toEqual(new Set([on]));
});

test.each<[string, ResourceFacts]>([
  ["whose PROXY headers are believed", resource("TransportConfig", "host", { trustedProxies: UNKNOWN_TEXT })],
  ["who partners are", resource("TransportConfig", "host", { tlsReceiveDomainSecureList: [UNKNOWN_TEXT] })],
  ["who an account is", resource("RelayUser", "host", { username: UNKNOWN_TEXT, allowedSenders: ["contoso.com"] })],
  ["as whom an account sends", resource("RelayUser", "host", { username: "app", allowedSenders: [UNKNOWN_TEXT] })],
  ["in which groups an account is", resource("RelayUser", "host", { username: "app", groups: UNKNOWN_TEXT })],
  ["which domain is accepted", resource("AcceptedDomain", "host", { domainName: UNKNOWN_TEXT })],
  ["how large a message may be", connector("host", ["192.168.2.54"], { maxMessageSize: UNKNOWN_TEXT })],
])("it cannot tell while it is not known %s", async (_title, unknown) => {
  const violations = await violationsOf(RULE, [connector("crm", ["192.168.2.55"]), unknown], { base });
  expect(violations.map(({ on, says }) => [on, says.slice(0, 12)])).toEqual([["host", "Cannot tell:"]]);
});

test("an end that is taken away is new access", async () => {
  const path = join(folder, "ends.json");
  const [right] = BEFORE.connectorPermissions;
  const ends = { ...right, expiresAt: "2999-01-31T00:00:00Z" };
  writeFileSync(path, JSON.stringify({ ...BEFORE, connectorPermissions: [ends] }));
  const crm = anonymousRelay("crm", ["192.168.2.55"]);
  expect(await culprits(RULE, crm, { base })).toEqual([]);
  expect(await culprits(RULE, crm, { base: path })).toContain("crm-relay");
});

test("the message says who may newly relay, how many they are, and how to try it", async () => {
  const [violation] = await violationsOf(RULE, anonymousRelay("crm", ["192.168.2.0/24"]), { base });
  expect(violation?.says).toMatch(
    /^May newly relay: 254 addresses \(192\.168\.2\..*\): anonymous.* For example 192\.168\.2\.\d+ to 0\.0\.0\.0:25, from <.*> to <.*>\.$/,
  );
});

test("what is not known yet might be new access", async () => {
  const [violation] = await violationsOf(RULE, anonymousRelay("crm", UNKNOWN_TEXT), { base });
  expect(violation?.says).toMatch(
    /^Cannot tell: remoteIpRanges of ReceiveConnector "crm" is known only after the update/,
  );
});

test("a right on a connector that only the base has is judged there", async () => {
  const right = relayRight("Default", { connector: "Default", connectorName: undefined }, "ours");
  const [violation] = await violationsOf(RULE, [right], { base });
  expect(violation).toMatchObject({ on: "ours", says: expect.stringMatching(/^May newly relay/) as string });
});

test("without a base the rule does not apply", async () => {
  await expect(violationsOf(RULE, anonymousRelay("crm", ["0.0.0.0/0"]))).rejects.toThrow("No base is configured");
});

test.each<[string, () => string, RegExp]>([
  ["is not there", () => "/nowhere/relay.json", /^Cannot tell: there is no file \/nowhere\/relay\.json\.$/],
  [
    "does not answer",
    () => "http://127.0.0.1:9",
    /^Cannot tell: The relay host at http:\/\/127\.0\.0\.1:9 cannot be reached/,
  ],
  [
    "is another kind of file",
    () => {
      const path = join(folder, "state.json");
      writeFileSync(path, '{"formatVersion":1,"receiveConector":[]}');
      return path;
    },
    /^Cannot tell: .*state\.json is no config document: The document has no property "receiveConector"/,
  ],
])("a base that %s is a violation that says so", async (_title, where, says) => {
  const violations = await violationsOf(RULE, anonymousRelay("crm", ["192.168.2.55"]), { base: where() });
  expect(violations).toEqual([{ on: "", says: expect.stringMatching(says) as string }]);
});
