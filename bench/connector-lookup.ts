import { performance } from "node:perf_hooks";
import {
  type AddressFamily,
  type IndexEntry,
  type IpAddress,
  type IpRange,
  buildConnectorIndex,
  knownBinding,
  parseIpAddress,
  rangeContains,
  rangeSize,
} from "../model";
import { median } from "./median";
import { seededRandom } from "./seeded-random";

/** One line of the table: medians of five rounds. */
export interface LookupMeasurement {
  readonly family: AddressFamily;
  readonly ranges: number;
  /** Nanoseconds a look-up. */
  readonly indexed: number;
  /** Nanoseconds a look-up by trying every range; null where that is not worth the wait. */
  readonly linear: number | null;
  /** Milliseconds to build the index. */
  readonly build: number;
}

const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 5;
const CLIENTS = 65_536;
const LINEAR_LOOKUPS = 200;
const LARGEST_LINEAR = 10_000;

/** Measures look-ups by random clients over mixed ranges; sizes are interleaved so that a noisy moment hits all alike. */
export function benchConnectorLookup(): LookupMeasurement[] {
  const cases = ([4, 6] as const).flatMap((family) => SIZES.map((ranges) => prepare(family, ranges)));
  const rounds = Array.from({ length: ROUNDS }, () => cases.map((one) => one.measure()));
  return cases.map(({ family, ranges, build }, place) => ({
    family,
    ranges,
    build,
    indexed: median(rounds.map((round) => round[place]?.indexed ?? NaN)),
    linear: ranges > LARGEST_LINEAR ? null : median(rounds.map((round) => round[place]?.linear ?? NaN)),
  }));
}

function prepare(family: AddressFamily, ranges: number) {
  const random = seededRandom(ranges * 10 + family);
  const entries = Array.from({ length: ranges }, (_, place) => makeEntry({ family, place, random }));
  const builds = Array.from({ length: ROUNDS }, () => timeOf(() => buildConnectorIndex(entries)));
  const index = buildConnectorIndex(entries);
  const clients = Array.from({ length: CLIENTS }, () => makeClient(family, random));
  const local = { address: family === 4 ? "10.0.0.5" : "2001:db8::5", port: 25 };
  const measure = () => ({
    indexed: nanosecondsEach(clients, (client) => index.select(local, client)),
    linear:
      ranges > LARGEST_LINEAR
        ? NaN
        : nanosecondsEach(clients.slice(0, LINEAR_LOOKUPS), (client) => smallestOf(entries, client)),
  });
  measure();
  return { family, ranges, build: median(builds), measure };
}

interface EntryRequest {
  readonly family: AddressFamily;
  readonly place: number;
  readonly random: () => number;
}

/** Half blocks, a third spans, the rest single addresses, in nets that clients come from too. */
function makeEntry({ family, place, random }: EntryRequest): IndexEntry<number> {
  const client = makeClient(family, random);
  const kind = random();
  const bits = kind < 0.5 ? Math.floor(random() * 12) : 0;
  const extra = kind < 0.5 ? 2 ** bits - 1 : kind < 0.8 ? Math.floor(random() * 1000) : 0;
  const binding = knownBinding(family === 4 ? "0.0.0.0:25" : "[::]:25");
  const group = `connector-${place}`;
  return { key: place, name: group, binding, range: rangeFrom(client, { bits, extra }), precedence: place, group };
}

function rangeFrom(client: IpAddress, { bits, extra }: { readonly bits: number; readonly extra: number }): IpRange {
  if (client.family === 4) {
    const first = Math.floor(client.value / 2 ** bits) * 2 ** bits;
    return { family: 4, first, last: Math.min(first + extra, 0xffffffff) };
  }
  const first = (client.value >> BigInt(bits)) << BigInt(bits);
  return { family: 6, first, last: first + BigInt(extra) };
}

function makeClient(family: AddressFamily, random: () => number): IpAddress {
  const part = (bits: number) => Math.floor(random() * 2 ** bits);
  const text =
    family === 4
      ? [10, part(8), part(8), part(8)].join(".")
      : ["2001", "db8", ...[part(4), part(8), part(16), 0, part(4), part(16)].map((word) => word.toString(16))].join(
          ":",
        );
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new TypeError(text);
  return parsed;
}

function smallestOf(entries: readonly IndexEntry<number>[], client: IpAddress): IndexEntry<number> | undefined {
  let best: IndexEntry<number> | undefined;
  for (const entry of entries) {
    if (!rangeContains(entry.range, client)) continue;
    if (best === undefined || rangeSize(entry.range) < rangeSize(best.range)) best = entry;
  }
  return best;
}

function nanosecondsEach(clients: readonly IpAddress[], select: (client: IpAddress) => unknown): number {
  let found = 0;
  const elapsed = timeOf(() => {
    for (const client of clients) if (select(client) !== undefined) found++;
  });
  if (found > clients.length) throw new RangeError("counted wrongly");
  return (elapsed * 1e6) / clients.length;
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The measurements as the lines that `npm run bench` prints. */
export function formatLookups(measurements: readonly LookupMeasurement[]): string {
  const lines = measurements.map(({ family, ranges, indexed, linear, build }) => {
    const compared =
      linear === null ? "" : `, every range tried ${(linear / 1000).toFixed(1)} us (${Math.round(linear / indexed)} x)`;
    return `IPv${family} ${String(ranges).padStart(7)} ranges: ${indexed.toFixed(0).padStart(4)} ns a look-up${compared}, built in ${build.toFixed(0)} ms`;
  });
  return lines.join("\n");
}

if (require.main === module) process.stdout.write(`${formatLookups(benchConnectorLookup())}\n`);
