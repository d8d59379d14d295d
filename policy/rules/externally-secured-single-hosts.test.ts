import { anonymousRelay, culprits, secured, violationsOf } from "../rule-fixture";

const RULE = "externally-secured-single-hosts";
const hosts = (count: number) => Array.from({ length: count }, (_, index) => `192.168.2.${index + 1}`);

test.each<[string, readonly string[]]>([
  ["a network", ["192.168.2.0/24"]],
  ["two addresses as a range", ["192.168.2.55-192.168.2.56"]],
  ["a network among single hosts", ["192.168.2.1", "192.168.3.0/31"]],
  ["half of an IPv6 subnet", ["fd00::/65"]],
  ["the same network address by address", hosts(17)],
])("trust in more than single hosts is seen: %s", async (_title, ranges) => {
  expect(await culprits(RULE, [secured("servers", ranges)])).toEqual(["servers"]);
});

test.each<[string, readonly string[]]>([
  ["one address", ["192.168.2.55"]],
  ["its network of one", ["192.168.2.55/32"]],
  ["its range of one", ["192.168.2.55-192.168.2.55"]],
  ["its mapped form", ["::ffff:192.168.2.55"]],
  ["one address of IPv6", ["fd00::7/128"]],
  ["as many as may be", hosts(16)],
])("single hosts are let be: %s", async (_title, ranges) => {
  expect(await culprits(RULE, [secured("servers", ranges)])).toEqual([]);
});

test("other connectors, and those that are off, may have networks", async () => {
  const off = secured("off", ["192.168.0.0/16"], { enabled: false });
  expect(await culprits(RULE, [...anonymousRelay("crm", ["192.168.0.0/16"]), off])).toEqual([]);
});

test("how many hosts are few can be configured", async () => {
  expect(await violationsOf(RULE, [secured("servers", hosts(4))], { mostHosts: 3 })).toEqual([
    {
      on: "servers",
      says:
        'ReceiveConnector "servers" trusts 4 IPv4 addresses as externally secured: at most 3 are allowed, and ' +
        "remoteIpRanges is 192.168.2.1-192.168.2.4 together.",
    },
  ]);
});
