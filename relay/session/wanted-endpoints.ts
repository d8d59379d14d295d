import { type Binding, knownBinding, type Snapshot } from "../../model";

/**
 * Sockets to open for a snapshot: the wildcard of a family where one is bound on a port, since it takes the connections
 * to every address; else one socket an address. The connector is chosen by local address later.
 */
export function wantedEndpoints(snapshot: Snapshot): readonly Binding[] {
  const bindings = new Map<string, Binding>();
  for (const connector of snapshot.connectors.values()) {
    if (!connector.settings.enabled) continue;
    // Thousands of connectors share a few bindings: each is read once.
    for (const text of connector.settings.bindings) if (!bindings.has(text)) bindings.set(text, knownBinding(text));
  }
  const all = [...bindings.values()];
  const wildcards = new Set(all.filter(({ isWildcard }) => isWildcard).map(portOf));
  return all.filter((binding) => binding.isWildcard || !wildcards.has(portOf(binding)));
}

function portOf({ family, port }: Binding): string {
  return `${family}:${port}`;
}
