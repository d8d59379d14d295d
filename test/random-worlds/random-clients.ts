import fc from "fast-check";

/** Networks in which all random ranges lie, but for those that hold everything: small, so that ranges meet. */
const NETS = ["192.168.2.", "203.0.113.", "2001:db8::"] as const;
const EDGES = ["0.0.0.1", "255.255.255.255", "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"] as const;

type Net = (typeof NETS)[number];

const net: fc.Arbitrary<Net> = fc.constantFrom(...NETS);
const host = fc.integer({ min: 1, max: 40 });

function addressIn(base: Net, number: number): string {
  return base + (base.includes(":") ? number.toString(16) : number);
}

/** A client, often one on which some range begins or ends. Canonical spelling. */
export const randomClient: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.tuple(net, fc.integer({ min: 1, max: 48 })).map(([base, number]) => addressIn(base, number)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...EDGES, "198.51.100.7", "2001:db8:1::7", "10.0.0.9") },
);

const span = fc.tuple(net, host, fc.constantFrom(1, 2, 3, 7, 15)).map(([base, first, more]) => {
  return `${addressIn(base, first)}-${addressIn(base, first + more)}`;
});

const block = fc.tuple(net, fc.integer({ min: 1, max: 9 }), fc.constantFrom(4, 2)).map(([base, place, hosts]) => {
  return `${addressIn(base, place * 4)}/${(base.includes(":") ? 128 : 32) - hosts / 2}`;
});

/** A client range: one address, a few, a block, a whole net, or everybody. Not always in its shortest spelling. */
export const randomRange: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(net, host).map(([base, number]) => addressIn(base, number)) },
  { weight: 6, arbitrary: span },
  { weight: 3, arbitrary: block },
  { weight: 2, arbitrary: fc.constantFrom("192.168.2.0/24", "203.0.113.0/24", "2001:db8::/120", "192.168.0.0/16") },
  { weight: 2, arbitrary: fc.constantFrom("0.0.0.0/0", "::/0") },
  { weight: 1, arbitrary: fc.constantFrom(...EDGES, "128.0.0.0/1", "8000::/1") },
);
