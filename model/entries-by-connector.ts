import type { StoredObject } from "./stored-object";

type Entry = StoredObject<"ConnectorPermission">;
type Entries<E extends Entry> = ReadonlyMap<string, readonly E[]>;

// A collection never changes in place, and most writes leave this one as it is.
const GROUPED = new WeakMap<ReadonlyMap<string, Entry>, Entries<Entry>>();

/** The explicit entries of each connector by its id; connectors without any are left out. */
export function entriesByConnector<E extends Entry>(permissions: ReadonlyMap<string, E>): Entries<E> {
  const known = GROUPED.get(permissions) ?? Map.groupBy(permissions.values(), ({ settings }) => settings.connector);
  GROUPED.set(permissions, known);
  // What was grouped came from this very collection.
  return known as Entries<E>;
}
