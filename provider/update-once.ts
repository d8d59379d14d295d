import { diffSettings } from "../model";
import type { Properties } from "./dynamic-provider";
import { ProviderError } from "./provider-error";
import type { HostObject, RelayHost, ResourceKind, UpdateTarget } from "./relay-host";

/** What an update wants, and of which object. */
export interface Update {
  readonly settings: Properties;
  readonly target: UpdateTarget;
}

/**
 * Updates an object. When the answer to a request was lost, its repetition finds the revision that the first one made
 * and is refused as stale; then the object is already as the program wants it, and that is success.
 */
export async function updateOnce(
  kind: ResourceKind,
  host: RelayHost,
  { settings, target }: Update,
): Promise<HostObject> {
  try {
    return await host.update(kind, settings, target);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.problem !== "RELAY_REVISION_STALE") throw error;
    const object = await host.read(kind, { id: target.id, known: target });
    if (object === "gone" || !isDone(kind, object, { settings, target })) throw error;
    return object;
  }
}

function isDone(kind: ResourceKind, object: HostObject, { settings, target }: Update): boolean {
  const left = (object.unmanagedEntries ?? []).filter(({ id }) =>
    target.revokeEntries.some((entry) => entry.id === id),
  );
  // Which password an object has cannot be read back.
  if (object.ownership !== "yours" || left.length > 0 || target.secrets !== undefined) return false;
  return diffSettings(kind, object.settings, settings).changed.length === 0;
}
