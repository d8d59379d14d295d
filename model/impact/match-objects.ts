import type { StoredObject } from "../stored-object";
import type { ObjectFinder } from "./object-finder";
import type { DeclaredObject, ObjectKey } from "./object-key";

/** A declared object and the one of the base that it stands for; undefined: it is new. */
export interface MatchedObject<D extends DeclaredObject = DeclaredObject> {
  readonly declared: D;
  readonly before: StoredObject | undefined;
}

/**
 * Finds for each declared object the one of the base that it stands for, no two the same. A GUID or a former name says
 * it for sure, so those choose before objects that only have the same name: two may swap names in one run.
 */
export function matchObjects<D extends DeclaredObject>(
  finder: ObjectFinder,
  declared: readonly D[],
): readonly MatchedObject<D>[] {
  const taken = new Set<StoredObject>();
  const take = (found: StoredObject | undefined) => {
    if (found !== undefined) taken.add(found);
    return found;
  };
  const free = (objects: readonly StoredObject[]) => take(objects.find((object) => !taken.has(object)));
  const byId = declared.map((object) => take(finder.byId(object)));
  const byFormerName = declared.map(({ was }, place) => byId[place] ?? (was && free(named(finder, was))));
  return declared.map((object, place) => ({
    declared: object,
    before: byFormerName[place] ?? free(named(finder, object)),
  }));
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Objects that may be the key's by their name: one of another GUID than the key's is another object. */
export function named(finder: ObjectFinder, key: ObjectKey): readonly StoredObject[] {
  const found = finder.byName(key);
  return key.id === undefined || !GUID.test(key.id) ? found : found.filter(({ id }) => !GUID.test(id));
}
