import { rangesToConfirm } from "./range-confirmation";

test.each([
  { title: "single servers", ranges: ["192.168.2.55-192.168.2.56"], found: undefined },
  { title: "a private /24", ranges: ["192.168.2.0/24"], found: undefined },
  { title: "a private /23", ranges: ["10.0.2.0/23"], found: { publicRanges: [], privateAddresses: "512" } },
  {
    title: "a /23 in two pieces",
    ranges: ["10.0.2.0/24", "10.0.3.0/24"],
    found: { publicRanges: [], privateAddresses: "512" },
  },
  { title: "an IPv6 /64", ranges: ["fd00::/64"], found: undefined },
  { title: "an IPv6 /63", ranges: ["fd00::/63"], found: { publicRanges: [], privateAddresses: "about 2^65" } },
  {
    title: "one public address",
    ranges: ["203.0.113.7"],
    found: { publicRanges: ["203.0.113.7"], privateAddresses: null },
  },
  {
    title: "carrier-grade NAT",
    ranges: ["100.64.0.1"],
    found: { publicRanges: ["100.64.0.1"], privateAddresses: null },
  },
  { title: "what cannot be read", ranges: ["intranet.contoso.com"], found: undefined },
])("$title", ({ ranges, found }) => {
  expect(rangesToConfirm(ranges)).toEqual(found);
});

test("everybody is public and wide", () => {
  const { publicRanges, privateAddresses } = rangesToConfirm(["0.0.0.0/0"]) ?? {};
  expect(publicRanges?.[0]).toBe("0.0.0.0-9.255.255.255");
  expect(privateAddresses).toBe("34,734,080");
});
