import {
  anonymousRelay,
  connector,
  culprits,
  relayRight,
  resource,
  secured,
  UNKNOWN_TEXT,
  violationsOf,
} from "./rule-fixture";

const UNKNOWN = UNKNOWN_TEXT;
const CLIENTS = ["192.168.2.55"];

test("what is not known and could break the rule is a violation that says so", async () => {
  expect(await violationsOf("no-open-relay", anonymousRelay("crm", UNKNOWN))).toEqual([
    {
      on: "crm-relay",
      says: expect.stringMatching(
        /^Cannot tell: remoteIpRanges of ReceiveConnector "crm" is known only after the update\. At worst: [\d,]+ public IPv4 and about 2\^\d+ public IPv6 addresses of remoteIpRanges 0\.0\.0\.0\/0, ::\/0 may relay/,
      ) as string,
    },
  ]);
});

test.each([
  ["one of the client ranges", anonymousRelay("crm", ["192.168.2.55", UNKNOWN])],
  ["who holds a right", [connector("crm", ["203.0.112.0/22"]), relayRight("crm", { principal: UNKNOWN })]],
  ["which right it is", [connector("crm", ["203.0.112.0/22"]), relayRight("crm", { extendedRights: [UNKNOWN] })]],
  [
    "which groups clients are in",
    [connector("crm", ["203.0.112.0/22"], { permissionGroups: UNKNOWN }), relayRight("crm")],
  ],
  ["whether it is on", anonymousRelay("crm", ["203.0.112.0/22"], { enabled: UNKNOWN })],
  ["when it ends", anonymousRelay("crm", ["203.0.112.0/22"], { expiresAt: UNKNOWN })],
  ["to whom it relays", anonymousRelay("crm", ["203.0.112.0/22"], { onlyRecipients: UNKNOWN })],
  [
    "how clients prove who they are",
    [connector("crm", ["203.0.112.0/22"], { permissionGroups: ["ExchangeServers"], authMechanism: UNKNOWN })],
  ],
])("the rule cannot tell while it is not known %s", async (_what, resources) => {
  const violations = await violationsOf("no-open-relay", resources);
  expect(violations.map(({ says }) => says.slice(0, 12))).toEqual(["Cannot tell:"]);
});

test.each([
  ["a note", anonymousRelay("crm", CLIENTS, { comment: UNKNOWN, owner: UNKNOWN })],
  ["the name in the greeting", anonymousRelay("crm", CLIENTS, { fqdn: UNKNOWN })],
  ["the ranges of a connector over which nobody relays", [connector("crm", UNKNOWN)]],
  [
    "who is denied a right",
    [connector("crm", ["0.0.0.0/0"]), relayRight("crm", { access: "Deny", principal: UNKNOWN })],
  ],
  [
    "the principal of a right that is harmless",
    [
      connector("crm", ["0.0.0.0/0"]),
      relayRight("crm", { principal: UNKNOWN, extendedRights: ["ms-Exch-SMTP-Accept-Any-Sender"] }),
    ],
  ],
  ["an account", [connector("crm", ["0.0.0.0/0"]), resource("RelayUser", "app", { username: UNKNOWN })]],
])("what is not known and decides nothing is let be: %s", async (_what, resources) => {
  expect(await culprits("no-open-relay", resources)).toEqual([]);
});

test("a violation that is certain whatever else is unknown says nothing of doubt", async () => {
  const resources = [...anonymousRelay("crm", ["0.0.0.0/0"]), ...anonymousRelay("app", UNKNOWN)];
  const violations = await violationsOf("no-open-relay", resources);
  expect(violations.map(({ on, says }) => [on, says.startsWith("Cannot tell")])).toEqual([
    ["crm-relay", false],
    ["app-relay", true],
  ]);
});

test("a right on a connector of another stack could be on any", async () => {
  const right = relayRight(
    "theirs",
    { connector: "00000000-0000-0000-0000-000000000000", connectorName: undefined },
    "ours",
  );
  expect(await violationsOf("no-open-relay", [right])).toEqual([
    {
      on: "ours",
      says: expect.stringMatching(
        /^Cannot tell: the connector of ConnectorPermission "ours" is not one of this stack\. At worst/,
      ) as string,
    },
  ]);
});

test("a connector that the program only looks up is known, and not the program's fault", async () => {
  const lookedUp = connector("theirs", ["0.0.0.0/0"], { logicalId: undefined });
  expect(await culprits("no-open-relay", [lookedUp, relayRight("theirs", {}, "ours")])).toEqual(["ours"]);
  const open = secured("theirs", ["198.51.100.0/22"], { logicalId: undefined });
  expect(await culprits("no-open-relay", [open])).toEqual([]);
});

test("a permission finds its connector by what the program makes it of", async () => {
  const [crm, right] = anonymousRelay("crm", ["0.0.0.0/0"]);
  const byId = {
    ...right!,
    props: { ...right!.props, connectorName: undefined },
    propertyDependencies: { connector: [crm as never] },
  };
  const [violation] = await violationsOf("no-open-relay", [crm!, byId]);
  expect(violation?.says).toMatch(/^[\d,]+ public IPv4 addresses/);
});

test("inputs that cannot be read break every rule", async () => {
  const [violation] = await violationsOf("no-open-relay", [connector("crm", ["everybody"])]);
  expect(violation?.says).toMatch(/^Cannot tell: the inputs of the resource cannot be read\. .*everybody/);
});
