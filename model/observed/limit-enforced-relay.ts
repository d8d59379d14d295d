import { limitRelay, type RelayVerdict, type RelayWrite } from "../write/limit-relay";
import { withEnforced } from "./enforced-after";
import { enforcedState, observedConnectors } from "./enforced-state";

/** As limitRelay, and also of what is enforced of observed connectors: others' writes bear on it too. */
export function limitAllRelay(write: RelayWrite): RelayVerdict {
  const verdict = limitRelay(write);
  const { state, next } = write;
  if (!verdict.ok || observedConnectors(next.receiveConnectors).length === 0) return verdict;
  const enforced = limitRelay({ ...write, state: enforcedState(state), next: enforcedState(next) });
  if (!enforced.ok) return enforced;
  const limited = new Map(verdict.connectors.map((connector) => [connector.id, connector]));
  for (const { id, relayLimitedTo } of enforced.connectors) {
    const connector = limited.get(id) ?? next.receiveConnectors.get(id);
    if (connector?.enforced === undefined) continue;
    limited.set(id, withEnforced(connector, { ...connector.enforced, relayLimitedTo }));
  }
  const notices = new Set([...verdict.notices, ...enforced.notices]);
  return { ok: true, connectors: [...limited.values()], notices: [...notices] };
}
