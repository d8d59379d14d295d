import type { Kind } from "../settings";
import type { ConfigState, StoredObject } from "../stored-object";
import { transportDefaults } from "../transport-defaults";
import { collectionName } from "../write/object-collections";

/** Objects that go and objects that come, each by its id. */
export interface Replacement {
  readonly gone: ReadonlySet<StoredObject>;
  readonly put: readonly StoredObject[];
}

/** Shares every collection that stays as it was, and the whole state when all do. Of the TransportConfig defaults are left. */
export function replaceObjects(state: ConfigState, { gone, put }: Replacement): ConfigState {
  const [removed, changed] = [[...gone], put.filter((object) => objectAt(state, object.kind, object.id) !== object)];
  let next = state;
  for (const kind of new Set([...removed, ...changed].map((object) => object.kind))) {
    const ofKind = {
      gone: removed.filter((one) => one.kind === kind),
      put: changed.filter((one) => one.kind === kind),
    };
    const name = collectionName(kind);
    next = name === undefined ? replaceTransport(next, ofKind) : { ...next, [name]: replaced(next[name], ofKind) };
  }
  return next;
}

/** The object of a kind with an id; the one TransportConfig has any. */
export function objectAt(state: ConfigState, kind: Kind, id: string): StoredObject | undefined {
  const name = collectionName(kind);
  return name === undefined ? state.transportConfig : state[name].get(id);
}

interface OfKind {
  readonly gone: readonly StoredObject[];
  readonly put: readonly StoredObject[];
}

function replaced(
  objects: ReadonlyMap<string, StoredObject>,
  { gone, put }: OfKind,
): ReadonlyMap<string, StoredObject> {
  const next = new Map(objects);
  for (const { id } of gone) next.delete(id);
  for (const object of put) next.set(object.id, object);
  return next;
}

// A host always has one: its owner's delete leaves the defaults, and nobody's.
function replaceTransport(state: ConfigState, { put: [put] }: OfKind): ConfigState {
  const { transportConfig: before } = state;
  const reset = { ...before, settings: transportDefaults(), owner: null };
  return { ...state, transportConfig: (put as typeof before | undefined) ?? reset };
}
