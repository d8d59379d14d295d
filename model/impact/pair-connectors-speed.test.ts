import { type AddressFamily, formatAddressValue } from "../ip-address";
import type { Snapshot } from "../snapshot";
import { snapshotOf } from "../snapshot-fixture";
import { pairConnectors } from "./pair-connectors";

const START = { 4: 0x0a000000, 6: 0x20010db8n << 96n };
/** Milliseconds for 10,000 ranges: several times what it takes, so that only another order of growth fails. */
const LIMIT = 1_000;

/** A thousand connectors; nets in a row, each with three smaller ranges inside it, `more` addresses longer each. */
function worldOf(
  family: AddressFamily,
  { ranges, more }: { readonly ranges: number; readonly more: number },
): Snapshot {
  const each = ranges / 1_000;
  return snapshotOf({
    receiveConnectors: Array.from({ length: 1_000 }, (_, connector) => ({
      id: `connector-${connector}`,
      stack: `stack-${connector % 10}`,
      bindings: [family === 4 ? "0.0.0.0:25" : "[::]:25"],
      remoteIpRanges: Array.from({ length: each }, (__, place) => rangeAt(family, place * 1_000 + connector, more)),
    })),
  });
}

function rangeAt(family: AddressFamily, place: number, more: number): string {
  const width = place % 4 === 0 ? 63 : (place % 4) + more;
  return `${addressAt(family, place * 16)}-${addressAt(family, place * 16 + width)}`;
}

function addressAt(family: AddressFamily, offset: number): string {
  const start = START[family];
  return formatAddressValue(family, typeof start === "number" ? start + offset : start + (BigInt(offset) << 60n));
}

/** Milliseconds in the best of three rounds: the machine's other work only ever adds. */
function fastest(family: AddressFamily, ranges: number): number {
  const [before, after] = [worldOf(family, { ranges, more: 0 }), worldOf(family, { ranges, more: 5 })];
  const rounds = [1, 2, 3].map(() => {
    const start = performance.now();
    pairConnectors(before, after);
    return performance.now() - start;
  });
  return Math.min(...rounds);
}

test.each([4, 6] as const)("pairing 10,000 IPv%s ranges is fast, and ten times fewer take far less", (family) => {
  const [few, many] = [fastest(family, 1_000), fastest(family, 10_000)];
  expect(many).toBeLessThan(LIMIT);
  expect(many / few).toBeLessThan(50);
});
