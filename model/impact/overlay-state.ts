import { entriesByConnector } from "../entries-by-connector";
import { enforcedAfter, withEnforced } from "../observed/enforced-after";
import type { ConfigState, StoredObject } from "../stored-object";
import { matchObjects, type MatchedObject, named } from "./match-objects";
import { ObjectFinder } from "./object-finder";
import type { DeclaredObject, DeclaredObjectOf, ObjectKey } from "./object-key";
import { replaceObjects } from "./replace-objects";
import { settleRelayLimits } from "./settle-relay-limits";
import { storedObject } from "./stored-declaration";

/** What a run does to a configuration. */
export interface StateOverlay {
  /** Objects that go, unless they are put again (under another logical name, say). What is not there needs no removal. */
  readonly remove: readonly ObjectKey[];
  readonly put: readonly DeclaredObject[];
}

type Connector = StoredObject<"ReceiveConnector">;
type Entry = DeclaredObjectOf<"ConnectorPermission">;

/** A state, and the ids in it of what was put. */
export interface OverlaidState {
  readonly state: ConfigState;
  readonly ids: ReadonlyMap<DeclaredObject, string>;
}

/**
 * The configuration after a run: what is declared stands in place of the object of its GUID or else of its name, and is
 * newer than everything that it conflicts with. Entries go with their connector. Ids that are made up are the same each
 * time; an object that does not change is the same object, and so is a state.
 */
export function overlayState(base: ConfigState, overlay: StateOverlay): ConfigState {
  return overlaidState(base, overlay).state;
}

/** As overlayState, and says under which id each declared object stands. */
export function overlaidState(base: ConfigState, { remove, put }: StateOverlay): OverlaidState {
  const revision = newestRevision(base) + 1;
  const others = put.filter((declared) => !isEntry(declared));
  const objects = matchObjects(new ObjectFinder(base), others);
  const aliases = new Map(objects.flatMap(aliasOf));
  const finder = new ObjectFinder(base, aliases);
  const entries = matchObjects(finder, put.filter(isEntry));
  const gone = goneObjects(base, { finder, remove, kept: [...objects, ...entries] });
  const stored = objects.map((match) => observedObject(base, match, storedObject(match, revision)));
  const standing = replaceObjects(base, { gone, put: stored });
  const connectors = new ObjectFinder(standing, aliases);
  const storedEntries = entries.map((match) => storedObject(connect(match, connectors), revision));
  const next = replaceObjects(standing, { gone: new Set(), put: storedEntries });
  const state = next === base ? base : settleRelayLimits({ ...next, revision });
  return { state, ids: new Map([...idsOf(objects, stored), ...idsOf(entries, storedEntries)]) };
}

/** A connector that is only observed goes on enforcing what it was. */
function observedObject(base: ConfigState, { before }: MatchedObject, stored: StoredObject): StoredObject {
  if (stored === before || stored.kind !== "ReceiveConnector") return stored;
  const [was, after] = [before ?? null, stored] as readonly [Connector | null, Connector];
  const entries = was === null ? [] : (entriesByConnector(base.connectorPermissions).get(was.id) ?? []);
  return withEnforced(after, enforcedAfter({ before: was, entries, settings: after.settings, now: 0 }));
}

function idsOf(matched: readonly MatchedObject[], stored: readonly StoredObject[]) {
  return matched.map(({ declared }, place) => [declared, stored[place]?.id ?? ""] as const);
}

function connect({ declared, before }: MatchedObject<Entry>, connectors: ObjectFinder): MatchedObject {
  const settings = { ...declared.settings, connector: connectors.connectorId(declared) };
  return { declared: { ...declared, settings }, before };
}

function isEntry(declared: DeclaredObject): declared is Entry {
  return declared.kind === "ConnectorPermission";
}

// A document written by hand may give its connectors revisions and have none itself.
function newestRevision({ revision, receiveConnectors }: ConfigState): number {
  let newest = revision;
  for (const { selectionRevision } of receiveConnectors.values()) newest = Math.max(newest, selectionRevision);
  return newest;
}

function aliasOf({ declared, before }: MatchedObject): readonly (readonly [string, string])[] {
  return declared.id === undefined || before === undefined ? [] : [[declared.id, before.id]];
}

interface Going {
  readonly finder: ObjectFinder;
  readonly remove: readonly ObjectKey[];
  readonly kept: readonly MatchedObject[];
}

function goneObjects(base: ConfigState, { finder, remove, kept }: Going): ReadonlySet<StoredObject> {
  const stays = new Set(kept.flatMap(({ before }) => before ?? []));
  const removed = remove.flatMap(
    (key) => finder.byId(key) ?? named(finder, key).find((object) => !stays.has(object)) ?? [],
  );
  const gone = new Set(removed.filter((object) => !stays.has(object)));
  const revoking = new Set(kept.filter(revokes).map(({ before }) => before?.id));
  const ids = new Set([...gone].map(({ id }) => id));
  for (const entry of base.connectorPermissions.values()) {
    const { connector } = entry.settings;
    const goes = ids.has(connector) || (entry.owner === null && revoking.has(connector));
    if (goes && !stays.has(entry)) gone.add(entry);
  }
  return gone;
}

function revokes({ declared }: MatchedObject): boolean {
  return declared.unmanagedPermissions === "revoke";
}
