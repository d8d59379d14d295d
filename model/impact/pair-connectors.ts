import { type Binding, compareBindings, knownBinding } from "../binding";
import { type AddressFamily, type AddressValue, isMappedValue } from "../ip-address";
import { addressBefore, lastAddress } from "../ip-cuts";
import type { IpRange } from "../ip-range";
import type { LocalEndpoint, Snapshot } from "../snapshot";
import type { SnapshotConnector } from "../snapshot-connector";
import { type CutSegment, membershipSegments } from "./membership-segments";
import { type ServingState, ServingStates } from "./serving-state";

/** Which connector serves a set of clients before and after a change. */
export interface ConnectorPair {
  /** Null: none does. */
  readonly before: SnapshotConnector | null;
  readonly after: SnapshotConnector | null;
  /** Never empty; each endpoint once. */
  readonly places: readonly PairPlace[];
}

export interface PairPlace {
  /** The family's wildcard stands for every local address that nothing is bound to by itself. */
  readonly endpoint: LocalEndpoint;
  /** Sorted, disjoint, merged, never empty; of the endpoint's family. */
  readonly addresses: readonly IpRange[];
}

export interface PairOptions {
  /** No pair has addresses both inside and outside one of these ranges. */
  readonly cutAt?: readonly IpRange[];
}

/**
 * All clients of every endpoint that either side is bound to, by who serves them before and after. The pairs cover the
 * whole address space at each endpoint, and none shares a place with another. Clients of one pair are served alike on
 * each side: by one connector, by the same successor while a range is held, with relay withheld from all or from none;
 * and they lie in the same ranges of `cutAt`. So one connector may be in several pairs with the same partner. Costs
 * n log n in ranges, for each endpoint.
 */
export function pairConnectors(
  before: Snapshot,
  after: Snapshot,
  { cutAt = [] }: PairOptions = {},
): readonly ConnectorPair[] {
  const pairs = new PairCollector();
  const states = { before: new ServingStates(before), after: new ServingStates(after) };
  const memberships = membershipSegments(cutAt);
  for (const { family, address, port } of endpointsOf(before, after)) {
    const endpoint = { address, port };
    const lines = { before: states.before.segments(endpoint), after: states.after.segments(endpoint) };
    sweep({ family, ...lines, membership: memberships[family] }, (run) => {
      pairs.add(endpoint, run);
    });
  }
  return pairs.all();
}

/** Bindings in use, each once; a wildcard also where the other side binds its port by address alone. */
function endpointsOf(before: Snapshot, after: Snapshot): readonly Binding[] {
  const texts = new Set([...before.bindings, ...after.bindings]);
  return [...texts].map(knownBinding).sort(compareBindings);
}

/** The address line of one endpoint, cut three times; each begins at the family's first address. */
interface Lines {
  readonly family: AddressFamily;
  readonly before: readonly CutSegment<ServingState>[];
  readonly after: readonly CutSegment<ServingState>[];
  readonly membership: readonly CutSegment<number>[];
}

interface Run {
  readonly before: ServingState;
  readonly after: ServingState;
  readonly membership: number;
  readonly range: IpRange;
}

/** Walks the three lines side by side; neighbouring addresses that are alike in all three are one run. */
function sweep({ family, before, after, membership }: Lines, emit: (run: Run) => void): void {
  const [left, right, cuts] = [new Cursor(before), new Cursor(after), new Cursor(membership)];
  const state = () => ({ before: left.value, after: right.value, membership: cuts.value });
  let [first, current] = [left.first, state()];
  const close = (last: AddressValue) => {
    const range = { family, first, last };
    if (!isMapped(range)) emit({ ...current, range });
  };
  for (;;) {
    const next = lower(lower(left.nextFirst, right.nextFirst), cuts.nextFirst);
    if (next === undefined) break;
    left.moveTo(next);
    right.moveTo(next);
    cuts.moveTo(next);
    if (left.value === current.before && right.value === current.after && cuts.value === current.membership) continue;
    close(addressBefore(next));
    [first, current] = [next, state()];
  }
  close(lastAddress(family));
}

/** IPv4-mapped IPv6 addresses are nobody's: their clients are IPv4 clients. */
function isMapped({ family, first, last }: IpRange): boolean {
  return family === 6 && isMappedValue(BigInt(first)) && isMappedValue(BigInt(last));
}

class Cursor<Value> {
  #place = 0;

  constructor(readonly segments: readonly CutSegment<Value>[]) {}

  get first(): AddressValue {
    return (this.segments[this.#place] as CutSegment<Value>).first;
  }

  get value(): Value {
    return (this.segments[this.#place] as CutSegment<Value>).value;
  }

  get nextFirst(): AddressValue | undefined {
    return this.segments[this.#place + 1]?.first;
  }

  moveTo(first: AddressValue): void {
    if (this.nextFirst === first) this.#place++;
  }
}

function lower(a: AddressValue | undefined, b: AddressValue | undefined): AddressValue | undefined {
  if (a === undefined) return b;
  return b === undefined || a <= b ? a : b;
}

interface GrowingPair {
  readonly before: SnapshotConnector | null;
  readonly after: SnapshotConnector | null;
  readonly places: { readonly endpoint: LocalEndpoint; readonly addresses: IpRange[] }[];
}

/** Pairs in the order in which a first client of each was met. */
class PairCollector {
  readonly #pairs = new Map<ServingState, Map<ServingState, Map<number, GrowingPair>>>();
  readonly #inOrder: GrowingPair[] = [];

  add(endpoint: LocalEndpoint, run: Run): void {
    const { places } = this.#pairOf(run);
    const place = places.at(-1);
    if (place?.endpoint === endpoint) place.addresses.push(run.range);
    else places.push({ endpoint, addresses: [run.range] });
  }

  all(): readonly ConnectorPair[] {
    return this.#inOrder;
  }

  #pairOf({ before, after, membership }: Run): GrowingPair {
    const ofBefore = this.#pairs.get(before) ?? new Map<ServingState, Map<number, GrowingPair>>();
    const ofBoth = ofBefore.get(after) ?? new Map<number, GrowingPair>();
    const known = ofBoth.get(membership);
    if (known !== undefined) return known;
    const pair: GrowingPair = { before: before.connector, after: after.connector, places: [] };
    this.#pairs.set(before, ofBefore.set(after, ofBoth.set(membership, pair)));
    this.#inOrder.push(pair);
    return pair;
  }
}
