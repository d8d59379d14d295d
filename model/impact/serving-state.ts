import type { AddressFamily, AddressValue } from "../ip-address";
import { addressAfter, lastAddress } from "../ip-cuts";
import type { IpRange } from "../ip-range";
import type { ClientServer, LocalEndpoint, Snapshot } from "../snapshot";
import type { SnapshotConnector } from "../snapshot-connector";
import type { CutSegment } from "./membership-segments";

/** How clients are served. One object for each way, so that two clients are served alike exactly when it is the same. */
export interface ServingState {
  /** Null: no connector serves them. */
  readonly connector: SnapshotConnector | null;
}

/** The ways in which a snapshot serves clients, and which clients in which. */
export class ServingStates {
  readonly #snapshot: Snapshot;
  readonly #none: ServingState = { connector: null };
  readonly #states = new Map<SnapshotConnector, KnownState[]>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  segments(endpoint: LocalEndpoint): readonly CutSegment<ServingState>[] {
    const segments = this.#snapshot.segments(endpoint);
    const family = endpoint.address.includes(":") ? 6 : 4;
    const last = addressAfter(lastAddress(family));
    const cut: CutSegment<ServingState>[] = [];
    for (const [place, { first, server }] of segments.entries()) {
      const limits = server === null ? [] : limitsOf(server, family);
      const starts = limits.length === 0 ? [first] : startsWithin(limits, first, segments[place + 1]?.first ?? last);
      for (const start of starts) cut.push({ first: start, value: this.#stateOf(server, withheldAt(limits, start)) });
    }
    return cut;
  }

  #stateOf(server: ClientServer | null, withheld: string): ServingState {
    if (server === null) return this.#none;
    const { connector, held } = server;
    const successor = held === null ? undefined : held.successor;
    const ofConnector = this.#states.get(connector) ?? [];
    const known = ofConnector.find((one) => one.successor === successor && one.withheld === withheld);
    if (known !== undefined) return known;
    const state: KnownState = { connector, successor, withheld };
    this.#states.set(connector, [...ofConnector, state]);
    return state;
  }
}

interface KnownState extends ServingState {
  /** Undefined: nothing is held. */
  readonly successor: SnapshotConnector | null | undefined;
  readonly withheld: string;
}

/** Clients of one family, sorted and merged, from whom relay is not withheld. */
type Limit = readonly IpRange[];

function limitsOf({ connector, held }: ClientServer, family: AddressFamily): readonly Limit[] {
  const limits = [connector.relayLimitedTo, held?.successor?.relayLimitedTo].filter((limit) => limit != null);
  return limits.map((limit) => partOf(limit, family));
}

// Asked for every segment of a connector, and a limit may be as long as the list of its ranges.
const PARTS = new WeakMap<Limit, Readonly<Record<AddressFamily, Limit>>>();

function partOf(limit: Limit, family: AddressFamily): Limit {
  const known = PARTS.get(limit);
  if (known !== undefined) return known[family];
  const part = (one: AddressFamily) => limit.filter((range) => range.family === one);
  const parts = { 4: part(4), 6: part(6) };
  PARTS.set(limit, parts);
  return parts[family];
}

/** Which of the limits leave the client out. */
function withheldAt(limits: readonly Limit[], client: AddressValue): string {
  return limits.map((limit) => (isWithin(limit, client) ? "open" : "withheld")).join();
}

function isWithin(limit: Limit, client: AddressValue): boolean {
  const range = limit[placeOf(limit, client)];
  return range !== undefined && range.first <= client;
}

/** `first`, and every address before `end` at which one of the limits begins to hold or stops. */
function startsWithin(limits: readonly Limit[], first: AddressValue, end: AddressValue): AddressValue[] {
  const inner = limits.flatMap((limit) => {
    const stop = placeOf(limit, end);
    const touching = limit.slice(placeOf(limit, first), stop + 1);
    return touching.flatMap((range) => [range.first, addressAfter(range.last)]);
  });
  const sorted = inner.filter((value) => first < value && value < end).sort((a, b) => (a < b ? -1 : 1));
  return [first, ...sorted.filter((value, place) => value !== sorted[place - 1])];
}

/** Place of the first range that ends at or behind the client. */
function placeOf(limit: Limit, client: AddressValue): number {
  let [low, high] = [0, limit.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((limit[middle] as IpRange).last < client) low = middle + 1;
    else high = middle;
  }
  return low;
}
