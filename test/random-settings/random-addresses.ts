import fc from "fast-check";

const octet = fc.integer({ min: 0, max: 255 });

/** A private IPv4 address. */
const v4 = fc.tuple(octet, octet, fc.integer({ min: 1, max: 254 })).map(([b, c, d]) => `10.${b}.${c}.${d}`);

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));

/** A private IPv6 address, mostly in its long spelling. */
const v6 = fc.tuple(group, group, group).map(([a, b, c]) => `fd00:0:0:${a}:${b}:0:${c}:1`);

/** An address, IPv4 also mapped into IPv6. */
export const address = fc.oneof(
  v4,
  v6,
  v4.map((text) => `::ffff:${text}`),
);

const v4Network = fc.tuple(fc.integer({ min: 8, max: 32 }), octet, octet, octet).map(([bits, b, c, d]) => {
  const mask = bits === 32 ? 0xffffffff : ~(0xffffffff >>> bits) >>> 0;
  const value = ((10 << 24) | (b << 16) | (c << 8) | d) & mask;
  return { bits, first: dotted(value), mask: dotted(mask) };
});

/** Client ranges in all four forms. */
const range = fc.oneof(
  address,
  v4Network.map(({ first, bits }) => `${first}/${bits}`),
  v4Network.map(({ first, mask }) => `${first}(${mask})`),
  fc.tuple(octet, octet, octet).map(([c, d, e]) => `10.1.${c}.${Math.min(d, e)}-10.1.${c}.${Math.max(d, e)}`),
  fc.tuple(group, fc.constantFrom(64, 112, 128)).map(([a, bits]) => `fd00:0:0:${a}::/${bits}`),
);

/** Client ranges in any order, some more than once. */
export const ranges = fc.array(range, { minLength: 1, maxLength: 6 });

/** Networks of proxies that need no reason: private, none wider than a /24. */
export const proxies = fc.array(
  fc.oneof(
    v4,
    fc.tuple(octet, octet, fc.integer({ min: 24, max: 31 })).map(([b, c, bits]) => `10.${b}.${c}.0/${bits}`),
  ),
  { maxLength: 1 },
);

/** Local endpoints that nothing else asks for. */
export const bindings = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom("0.0.0.0", "[::]", "127.0.0.1", "[::1]", "[0:0::1]"),
      fc.integer({ min: 50_000, max: 60_000 }),
    ),
    { minLength: 1, maxLength: 3, selector: ([, port]) => port },
  )
  .map((endpoints) => endpoints.map(([host, port]) => `${host}:${port}`));

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}
