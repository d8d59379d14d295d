import type { components } from "../../client";
import { collectionName, type ConfigState, type Kind, type SettingsOf, type StoredObject } from "../../model";

type Change = components["schemas"]["Revert"]["changes"][number];

/** The state that a revert leaves, made of the present one and of what the host says it would change. */
export function revertedState(now: ConfigState, changes: readonly Change[]): ConfigState {
  return changes.reduce(revertOne, now);
}

function revertOne(state: ConfigState, { kind, id, after }: Change): ConfigState {
  const name = collectionName(kind);
  const known = name === undefined ? state.transportConfig : state[name].get(id);
  const object = after === null ? undefined : objectOf({ kind, id, known }, after.settings, state.revision + 1);
  if (name === undefined) {
    return object === undefined ? state : { ...state, transportConfig: object as StoredObject<"TransportConfig"> };
  }
  const collection = new Map<string, StoredObject>(state[name]);
  if (object === undefined) collection.delete(id);
  else collection.set(id, object);
  return { ...state, [name]: collection };
}

interface Subject {
  readonly kind: Kind;
  readonly id: string;
  /** As it is now; undefined: it is not there. */
  readonly known: StoredObject | undefined;
}

function objectOf({ kind, id, known }: Subject, settings: object, revision: number): StoredObject {
  const fresh = { kind, id, owner: null, secretVersion: null };
  const { enforced, ...rest } = { ...fresh, ...known };
  const given = settings as SettingsOf[Kind];
  // Of a connector that is observed only, what was enforced goes on to be.
  const observed = "observeOnly" in given && given.observeOnly && enforced !== undefined ? { enforced } : {};
  return { ...rest, settings: given, revision, selectionRevision: revision, relayLimitedTo: null, ...observed };
}
