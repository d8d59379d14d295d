import type { StackObjectOf } from "./stack-object";

type Connector = StackObjectOf<"ReceiveConnector">;
type Permission = StackObjectOf<"ConnectorPermission">;

/** Finds the connector that a permission is about; undefined for one that the stack does not have. */
export type FindConnector = (permission: Permission) => Connector | undefined;

export function findConnectorIn(connectors: readonly Connector[]): FindConnector {
  const byUrn = new Map(connectors.map((connector) => [connector.urn, connector]));
  const named = connectors.filter(({ settings }) => typeof settings.name === "string");
  const byName = new Map(named.map((connector) => [connector.settings.name.toLowerCase(), connector]));
  return ({ settings, connectorUrn, connectorName = settings.connector }) =>
    byUrn.get(connectorUrn ?? "") ?? byName.get(spell(connectorName));
}

// Names compare without regard to case on a host. What is not known yet is no text.
function spell(name: unknown): string {
  return typeof name === "string" ? name.toLowerCase() : "";
}
