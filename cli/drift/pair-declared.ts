import type { ConnectorPermissionSettings } from "../../model";
import type { Declared, DeclaredSource } from "./declared";
import type { DriftHost, HostObject } from "./drift-host";
import { labelsOf } from "./object-label";

/** A declared object, and what the host has of it. */
export interface Pair {
  readonly declared: Declared;
  /** Undefined: the host has none. */
  readonly actual: HostObject | undefined;
}

/** Everything declared and everything on the host, joined. */
export interface Pairs {
  readonly pairs: readonly Pair[];
  /** On the host, and not in the source. */
  readonly rest: readonly HostObject[];
  /** What people call an object. */
  readonly labelOf: (object: Declared | HostObject) => string;
}

/**
 * Joins a source with a host: by GUID where the source knows it, else by the owner's logical name, else (documents) by
 * what names an object.
 */
export function pairDeclared({ kind: source, objects }: DeclaredSource, host: DriftHost): Pairs {
  const labelOf = labelsOf(host.objects);
  const free = new Set(host.objects);
  const found = new Map<Declared, HostObject>();
  for (const key of source === "document" ? documentKeys(labelOf) : RESOURCE_KEYS) {
    const candidates = Map.groupBy(free, (object) => `${object.kind} ${key(object)}`);
    for (const declared of objects) {
      const wanted = found.has(declared) ? undefined : key(declared);
      const actual = candidates.get(`${declared.kind} ${wanted}`)?.find((object) => free.has(object));
      if (wanted === undefined || actual === undefined) continue;
      found.set(declared, actual);
      free.delete(actual);
    }
  }
  return { pairs: objects.map((declared) => ({ declared, actual: found.get(declared) })), rest: [...free], labelOf };
}

/** What two objects of a kind must share to be the same; undefined: this cannot tell. */
type Key = (object: Declared | HostObject) => string | undefined;

const RESOURCE_KEYS: readonly Key[] = [
  ({ id }) => id,
  // An `up` that was killed has made the object, and not told state its id.
  ({ owner }) => (owner === null ? undefined : `${owner.stack} ${owner.logicalId}`),
];

function documentKeys(labelOf: Pairs["labelOf"]): readonly Key[] {
  const label: Key = (object) => labelOf(object).toLowerCase();
  // With other rights it is the same entry, changed; but first each to its equal.
  const exact: Key = (object) =>
    object.kind === "ConnectorPermission" ? `${label(object)} ${rightsOf(object.settings)}` : label(object);
  return [exact, label];
}

function rightsOf({ extendedRights }: ConnectorPermissionSettings): string {
  return [...extendedRights].sort().join();
}
