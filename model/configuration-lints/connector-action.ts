import { entriesByConnector } from "../entries-by-connector";
import type { ReceiveConnectorSettings } from "../settings";
import type { ConfigState } from "../stored-object";

const DECIDING = [
  "permissionGroups",
  "authMechanism",
  "requireTls",
  "domainSecureEnabled",
  "onlySenders",
  "onlyRecipients",
  "expiresAt",
] as const satisfies readonly (keyof ReceiveConnectorSettings)[];

/** What two connectors do differently for the same client: inputs, and `permissions` for their explicit entries. */
export function actionDifferences(state: ConfigState, [one, other]: readonly [string, string]): readonly string[] {
  const [left, right] = [state.receiveConnectors.get(one)?.settings, state.receiveConnectors.get(other)?.settings];
  if (left === undefined || right === undefined) return [];
  const inputs = DECIDING.filter((input) => JSON.stringify(left[input]) !== JSON.stringify(right[input]));
  return explicitRights(state, one) === explicitRights(state, other) ? inputs : [...inputs, "permissions"];
}

function explicitRights(state: ConfigState, connectorId: string): string {
  const entries = entriesByConnector(state.connectorPermissions).get(connectorId) ?? [];
  const texts = entries.map(({ settings: { principal, access, extendedRights, expiresAt } }) =>
    JSON.stringify([principal.toLowerCase(), access, extendedRights, expiresAt]),
  );
  return texts.sort().join();
}
