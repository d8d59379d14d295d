import { type Binding, type IpRange, knownBinding, knownIpRange } from "../model";
import { type Interval, StartTree } from "./start-tree";

/** What of a connector decides whether it conflicts with another one. */
export interface ConnectorScope {
  readonly bindings: readonly string[];
  readonly remoteIpRanges: readonly string[];
}

/**
 * Finds the connectors whose ranges conflict: equal or partly overlapping on overlapping bindings. A connector costs
 * O(bindings x ranges x log n), not a comparison with every other one of the run.
 */
export class ConflictIndex {
  private readonly scopes = new Map<string, ConnectorScope>();
  private readonly endpoints = new Map<string, Endpoint>();

  /** Adds a connector, or replaces what is known of it. */
  set(key: string, scope: ConnectorScope): void {
    this.delete(key);
    this.scopes.set(key, scope);
    for (const { binding, range } of served(scope)) {
      const interval = { first: range.first, last: range.last, key };
      for (const place of placesOf(binding)) this.endpoint(place).add(interval);
    }
  }

  delete(key: string): void {
    const scope = this.scopes.get(key);
    if (scope === undefined) return;
    this.scopes.delete(key);
    for (const { binding, range } of served(scope)) {
      const interval = { first: range.first, last: range.last, key };
      for (const place of placesOf(binding)) this.endpoints.get(place)?.remove(interval);
    }
  }

  /** Keys of connectors in conflict: at least one for each of the ranges that has any. */
  conflictsOf(scope: ConnectorScope): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const { binding, range } of served(scope)) {
      for (const place of rivalPlaces(binding)) {
        const key = this.endpoints.get(place)?.conflicting(range);
        if (key !== undefined) keys.add(key);
      }
    }
    return keys;
  }

  private endpoint(place: string): Endpoint {
    const known = this.endpoints.get(place);
    if (known !== undefined) return known;
    const made = new Endpoint();
    this.endpoints.set(place, made);
    return made;
  }
}

/** Ranges served at one place, seen from both ends: the mirrored tree turns "ends inside" into "starts inside". */
class Endpoint {
  private readonly byFirst = new StartTree();
  private readonly byLast = new StartTree();

  add(interval: Interval): void {
    this.byFirst.add(interval);
    this.byLast.add(mirrored(interval));
  }

  remove(interval: Interval): void {
    this.byFirst.remove(interval);
    this.byLast.remove(mirrored(interval));
  }

  conflicting({ first, last }: IpRange): string | undefined {
    const asked = { first, last, key: "" };
    const found =
      this.byFirst.equal(asked) ??
      this.byFirst.startsInsideEndsBeyond(asked) ??
      this.byLast.startsInsideEndsBeyond(mirrored(asked));
    return found?.key;
  }
}

function mirrored({ first, last, key }: Interval): Interval {
  return { first: -last, last: -first, key };
}

function* served({ bindings, remoteIpRanges }: ConnectorScope): Generator<{ binding: Binding; range: IpRange }> {
  const ranges = remoteIpRanges.map(knownIpRange);
  for (const binding of bindings.map(knownBinding)) {
    for (const range of ranges) if (range.family === binding.family) yield { binding, range };
  }
}

// Every interval is under its own address and under "any", where a wildcard finds those of all addresses.
function placesOf(binding: Binding): readonly string[] {
  return [place(binding, "any"), place(binding, binding.isWildcard ? "wildcard" : binding.address)];
}

function rivalPlaces(binding: Binding): readonly string[] {
  if (binding.isWildcard) return [place(binding, "any")];
  return [place(binding, binding.address), place(binding, "wildcard")];
}

function place({ family, port }: Binding, address: string): string {
  return `${family}/${port}/${address}`;
}
