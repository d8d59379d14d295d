import { anonymousRelay, connector, culprits, relayRight, resource, secured, violationsOf } from "../rule-fixture";

const RULE = "no-open-relay";
const ACCEPTED = resource("AcceptedDomain", "contoso", { domainName: "contoso.com" });
const NINES = Array.from({ length: 128 }, (_, index) => `${Math.floor(index / 2) + 192}.${(index % 2) * 128}.0.0/9`);

describe("no-open-relay sees the Internet, however it is spelt", () => {
  test.each<[string, readonly string[]]>([
    ["0.0.0.0/0", ["0.0.0.0/0"]],
    ["two /1", ["0.0.0.0/1", "128.0.0.0/1"]],
    ["a range from the first address to the last", ["0.0.0.0-255.255.255.255"]],
    ["a range that leaves out the ends", ["0.0.0.1-255.255.255.254"]],
    ["a mask", ["0.0.0.0(0.0.0.0)"]],
    ["many /9", NINES],
    ["::/0", ["::/0"]],
    ["everything that is assigned in IPv6", ["2000::/3"]],
    ["all of IPv4, mapped into IPv6", ["::ffff:0:0/96"]],
    ["all of IPv4 behind NAT64", ["64:ff9b::/96"]],
    ["all of 6to4", ["2002::/16"]],
    ["a /23", ["203.0.112.0/23"]],
    ["257 single addresses", Array.from({ length: 257 }, (_, index) => `203.0.${113 + (index >> 8)}.${index & 255}`)],
    ["two subnets of IPv6", ["2001:db8::/64", "2001:db8:0:1::/64"]],
    ["a private network and a public one", ["10.0.0.0/8", "198.51.0.0/16"]],
  ])("%s", async (_spelling, ranges) => {
    expect(await culprits(RULE, anonymousRelay("crm", ranges))).toEqual(["crm-relay"]);
  });
});

describe("no-open-relay lets be", () => {
  test.each<[string, readonly string[]]>([
    ["the article's two servers", ["192.168.2.55-192.168.2.56"]],
    ["one public /24", ["203.0.113.0/24"]],
    ["one subnet of IPv6", ["2001:db8::/64"]],
    ["all private networks", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]],
    ["a /24, and a part of it again", ["203.0.113.0/24", "203.0.113.0/25"]],
    ["a mapped address", ["::ffff:203.0.113.7"]],
  ])("%s", async (_title, ranges) => {
    expect(await culprits(RULE, anonymousRelay("crm", ranges))).toEqual([]);
  });

  test.each([
    ["everybody without the right to relay", [connector("crm", ["0.0.0.0/0"])]],
    ["a right without the group that may submit", anonymousRelay("crm", ["0.0.0.0/0"], { permissionGroups: ["None"] })],
    ["a connector that is off", anonymousRelay("crm", ["0.0.0.0/0"], { enabled: false })],
    ["a connector that has expired", anonymousRelay("crm", ["0.0.0.0/0"], { expiresAt: "2020-01-01T00:00:00Z" })],
    [
      "a right that is denied again",
      [...anonymousRelay("crm", ["0.0.0.0/0"]), relayRight("crm", { access: "Deny" }, "crm-deny")],
    ],
    [
      "recipients that are accepted anyway",
      [...anonymousRelay("crm", ["0.0.0.0/0"], { onlyRecipients: ["contoso.com"] }), ACCEPTED],
    ],
    ["a family that nothing is bound to", anonymousRelay("crm", ["::/0"], { bindings: ["0.0.0.0:25"] })],
    [
      "people who log in",
      [
        connector("mail", ["0.0.0.0/0"], {
          permissionGroups: ["ExchangeUsers"],
          authMechanism: ["Tls", "BasicAuthRequireTLS", "BasicAuth"],
        }),
      ],
    ],
  ])("%s", async (_title, resources) => {
    expect(await culprits(RULE, resources)).toEqual([]);
  });
});

test("the domains of strangers are not ours, though they be accepted", async () => {
  const everybody = connector("inbound", ["0.0.0.0/0"]);
  const accepted = (domainName: string) =>
    resource("AcceptedDomain", "theirs", { domainName, domainType: "ExternalRelay", allowWideRelay: "we forward" });
  expect(await culprits(RULE, [everybody, accepted("*")])).toEqual(["theirs"]);
  expect(await culprits(RULE, [everybody, accepted("*.com")])).toEqual(["theirs"]);
  expect(await culprits(RULE, [everybody, accepted("*.contoso.com")])).toEqual([]);
});

test("clients that smaller ranges of other connectors serve do not count", async () => {
  const halves = [connector("left", ["0.0.0.0/1"]), connector("right", ["128.0.0.0/1"])];
  expect(await culprits(RULE, [...anonymousRelay("hidden", ["0.0.0.0/0"]), ...halves])).toEqual([]);
  expect(await culprits(RULE, [...anonymousRelay("half", ["0.0.0.0/0"]), ...halves.slice(1)])).toEqual(["half-relay"]);
});

test("a wide relay that says why it is meant is an open relay all the same", async () => {
  const meant = anonymousRelay("crm", ["0.0.0.0/0"], { allowWideRelay: "the old printers" });
  expect(await culprits(RULE, meant)).toEqual(["crm-relay"]);
});

test("an externally secured connector needs no right of its own", async () => {
  expect(await violationsOf(RULE, [secured("servers", ["198.51.100.0/22"])])).toEqual([
    {
      on: "servers",
      says:
        "1,024 public IPv4 addresses of remoteIpRanges 198.51.100.0/22 may relay as externally secured clients over " +
        'ReceiveConnector "servers" (granted by its permissionGroups and authMechanism).',
    },
  ]);
});

describe("connectors together", () => {
  const halves = [...anonymousRelay("a", ["203.0.112.0/24"]), ...anonymousRelay("b", ["203.0.113.0/24"])];

  test("open what none of them opens alone", async () => {
    const violations = await violationsOf(RULE, halves);
    expect(violations.map(({ on }) => on)).toEqual(["a-relay", "b-relay"]);
    expect(violations[0]?.says).toContain("All connectors of the stack together: 512 public IPv4 addresses.");
  });

  test("are innocent of what one of them opens alone", async () => {
    expect(await culprits(RULE, [...halves, ...anonymousRelay("open", ["0.0.0.0/0"])])).toEqual(["open-relay"]);
  });

  test("are apart when they belong to two hosts", async () => {
    const elsewhere = halves.map((one, index) => ({ ...one, provider: { urn: index < 2 ? "east" : "west" } as never }));
    expect(await culprits(RULE, elsewhere)).toEqual([]);
  });
});

test("how many are many can be configured", async () => {
  expect(await culprits(RULE, anonymousRelay("crm", ["203.0.113.0/30"]), { mostPublicIpv4: 3 })).toEqual(["crm-relay"]);
  expect(await culprits(RULE, anonymousRelay("crm", ["203.0.0.0/16"]), { mostPublicIpv4: 65_536 })).toEqual([]);
  expect(await culprits(RULE, anonymousRelay("crm", ["2001:db8::/48"]), { publicIpv6Prefix: 48 })).toEqual([]);
});
