import { acceptedDomainsOf } from "../accepted-domains-of";
import { entriesByConnector } from "../entries-by-connector";
import type { ConfigState, StoredObject } from "../stored-object";
import { judgeWideRelay } from "../wide-relay";

type Connector = StoredObject<"ReceiveConnector">;

/**
 * Ends the withholding of relay where it is not wide any more, or is meant by now, as a host does at the write. What has
 * an end counts as if it had none.
 */
export function settleRelayLimits(state: ConfigState): ConfigState {
  const freed = [...state.receiveConnectors.values()].filter(
    (connector) => connector.relayLimitedTo !== null && !isWithheld(state, connector),
  );
  if (freed.length === 0) return state;
  const receiveConnectors = new Map(state.receiveConnectors);
  for (const connector of freed) receiveConnectors.set(connector.id, { ...connector, relayLimitedTo: null });
  return { ...state, receiveConnectors };
}

function isWithheld(state: ConfigState, { id: connectorId, settings }: Connector): boolean {
  const permissions = entriesByConnector(state.connectorPermissions).get(connectorId) ?? [];
  const entries = permissions.map(({ id, settings: entry }) => ({ ...entry, entry: id }));
  const domains = acceptedDomainsOf(state.acceptedDomains);
  const isAcceptedDomain = (domain: string) => domains.match(domain) !== undefined;
  return judgeWideRelay([{ connectorId, settings, entries, isAcceptedDomain }]).some(({ allowed }) => !allowed);
}
