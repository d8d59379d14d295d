import type { ConfigState } from "../stored-object";
import { COLLECTION_NAMES } from "../write/object-collections";

/**
 * The second state with the first one's very objects where both say the same: of two documents, or a host and a document,
 * every object is another one. So what only looks at objects that differ has as little to do as on a host.
 */
export function sharedState(one: ConfigState, other: ConfigState): ConfigState {
  const collections = COLLECTION_NAMES.map((name) => [name, sharedMap<unknown>(one[name], other[name])] as const);
  const { transportConfig, releases } = one;
  return {
    ...other,
    ...Object.fromEntries(collections),
    transportConfig: isSame(transportConfig, other.transportConfig) ? transportConfig : other.transportConfig,
    releases: isSame(releases, other.releases) ? releases : other.releases,
  };
}

function sharedMap<Value>(one: ReadonlyMap<string, Value>, other: ReadonlyMap<string, Value>) {
  if (one === other) return one;
  const next = new Map<string, Value>();
  let isWhole = one.size === other.size;
  for (const [id, value] of other) {
    const known = one.get(id);
    const shared = known !== undefined && isSame(known, value) ? known : value;
    isWhole &&= shared === known;
    next.set(id, shared);
  }
  return isWhole ? one : next;
}

// Objects of both are settled, so what is equal is spelt alike.
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
