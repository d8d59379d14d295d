import { anonymousRelay, connector, culprits, secured, violationsOf } from "../rule-fixture";

const RULE = "no-public-anonymous-relay";

test.each<[string, readonly string[]]>([
  ["one address", ["203.0.113.7"]],
  ["its mapped form", ["::ffff:203.0.113.7"]],
  ["one among private networks", ["10.0.0.0/8", "203.0.113.7"]],
  ["the end of a range", ["9.255.255.255-10.0.0.9"]],
  ["a provider's customers", ["100.64.0.0/10"]],
  ["one address of IPv6", ["2001:db8::1"]],
])("a public client that relays without a login is seen: %s", async (_title, ranges) => {
  expect(await culprits(RULE, anonymousRelay("crm", ranges))).toEqual(["crm-relay"]);
});

test.each<[string, readonly string[]]>([
  ["private networks", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
  ["the host itself", ["127.0.0.0/8", "::1"]],
  ["link-local and unique local addresses", ["169.254.0.0/16", "fe80::/10", "fc00::/7"]],
])("clients that no stranger can be are let be: %s", async (_title, ranges) => {
  expect(await culprits(RULE, anonymousRelay("crm", ranges))).toEqual([]);
});

test("everybody may hand in mail for our own domains", async () => {
  expect(await culprits(RULE, [connector("inbound", ["0.0.0.0/0", "::/0"])])).toEqual([]);
});

test("externally secured clients do not log in either", async () => {
  expect(await culprits(RULE, [secured("servers", ["203.0.113.7"])])).toEqual(["servers"]);
});

describe("one's own addresses", () => {
  const two = anonymousRelay("crm", ["203.0.113.7", "203.0.113.9"]);

  test.each<[string, readonly string[], readonly string[]]>([
    ["one by one", ["203.0.113.7", "203.0.113.9"], []],
    ["as a network", ["203.0.113.0/28"], []],
    ["in part", ["203.0.113.0/29"], ["crm-relay"]],
  ])("are listed %s", async (_title, except, expected) => {
    expect(await culprits(RULE, two, { except })).toEqual(expected);
  });

  test("are left out of what the message counts", async () => {
    const [violation] = await violationsOf(RULE, two, { except: ["203.0.113.7"] });
    expect(violation?.says).toMatch(/^1 public IPv4 address of remoteIpRanges 203\.0\.113\.7, 203\.0\.113\.9 may/);
  });

  test.each([
    ["203.0.113.0/20", 'except[1]: "203.0.113.0/20" has host bits set'],
    ["everybody", 'except[1]: "everybody" is a name'],
    ["010.0.0.1", 'except[1]: "010.0.0.1" has a leading zero'],
  ])("refuse %s, saying why", async (text, says) => {
    await expect(violationsOf(RULE, two, { except: ["203.0.113.7", text] })).rejects.toThrow(says);
  });
});
