import type { components } from "../client";
import { type Expiry, listExpiries } from "../model";

type ReceiveConnector = components["schemas"]["ReceiveConnector"];
type ConnectorPermission = components["schemas"]["ConnectorPermission"];

/** Connectors and rights that have expired or soon will, the first end first. `now`: epoch milliseconds. */
export function reportExpiries(
  connectors: readonly ReceiveConnector[],
  permissions: readonly ConnectorPermission[],
  now: number,
): readonly Expiry[] {
  const names = new Map(connectors.map(({ id, settings }) => [id, settings.name]));
  const named = permissions.map(({ kind, settings }) => {
    const { extendedRights, principal, connector } = settings;
    return {
      kind,
      settings,
      name: `${extendedRights.join(", ")} of ${principal} on ${names.get(connector) ?? connector}`,
    };
  });
  return listExpiries(
    [...connectors.map(({ kind, settings }) => ({ kind, settings, name: settings.name })), ...named],
    now,
  );
}
