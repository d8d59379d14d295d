import { knownBinding } from "./binding";
import { type ConnectorIndex, buildConnectorIndex } from "./connector-index";
import { type AddressFamily, type IpAddress, formatAddressValue, parseIpAddress } from "./ip-address";

const LOCAL = { 4: { address: "10.0.0.5", port: 25 }, 6: { address: "2001:db8::5", port: 25 } };
const START = { 4: 0x0a000000, 6: 0x20010db8n << 96n };
/** Five times the targets of DESIGN §7, so that only another order of growth fails on a busy machine. */
const LIMIT = { 4: 2_500, 6: 5_000 };

// Nets in a row, each with three smaller ranges inside it; no two in conflict.
function indexOf(family: AddressFamily, ranges: number): ConnectorIndex<number> {
  const binding = knownBinding(family === 4 ? "0.0.0.0:25" : "[::]:25");
  return buildConnectorIndex(
    Array.from({ length: ranges }, (_, key) => {
      const width = key % 4 === 0 ? 63 : key % 4;
      const range = { family, first: valueAt(family, key * 16), last: valueAt(family, key * 16 + width) };
      return { key, binding, range, precedence: key, group: `stack-${key % 10}` };
    }),
  );
}

function valueAt(family: AddressFamily, offset: number): number | bigint {
  const start = START[family];
  return typeof start === "number" ? start + offset : start + (BigInt(offset) << 60n);
}

function clientsOf(family: AddressFamily, ranges: number): IpAddress[] {
  return Array.from({ length: 20_000 }, (_, turn) => {
    const offset = (turn * 7919 * 13) % (ranges * 16);
    return parseIpAddress(formatAddressValue(family, valueAt(family, offset)))!;
  });
}

/** Nanoseconds a look-up in the best of ten rounds: the machine's other work only ever adds. */
function fastest(family: AddressFamily, ranges: number): number {
  const [index, clients, local] = [indexOf(family, ranges), clientsOf(family, ranges), LOCAL[family]];
  const rounds = Array.from({ length: 10 }, () => {
    const start = process.hrtime.bigint();
    for (const client of clients) index.select(local, client);
    return Number(process.hrtime.bigint() - start) / clients.length;
  });
  return Math.min(...rounds);
}

test.each([4, 6] as const)(
  "an IPv%s look-up among 100,000 ranges is fast and grows far less than they do",
  (family) => {
    const [few, many] = [fastest(family, 1_000), fastest(family, 100_000)];
    expect(many).toBeLessThan(LIMIT[family]);
    expect(many / few).toBeLessThan(20);
  },
);
