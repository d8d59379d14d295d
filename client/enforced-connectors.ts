import { configStateOf, type EnforcedConnector, parseConfigDocument, type StoredObject } from "../model";
import { type ControlClient, dataOf } from "./control-client";
import { HostStateError } from "./host-state-error";

type Connector = StoredObject<"ReceiveConnector">;
type Connectors = ReadonlyMap<string, Connector>;

/**
 * Connectors with what is enforced of those that are observed only: a host's export says it, its lists do not.
 * @throws HostStateError when the export is of a version that cannot be read
 */
export async function enforcedConnectors(
  { api }: Pick<ControlClient, "api">,
  connectors: Connectors,
): Promise<Connectors> {
  if (![...connectors.values()].some(({ settings }) => settings.observeOnly)) return connectors;
  const document = parseConfigDocument(await dataOf(api.GET("/v1/export")));
  if (!document.ok) {
    throw new HostStateError("The host's export cannot be read by this version: use the one of the host.");
  }
  const documented = configStateOf(document.value).receiveConnectors.values();
  const enforced = new Map([...documented].map((connector) => [connector.settings.name, connector.enforced]));
  return new Map(
    [...connectors].map(([id, connector]) => [id, joined(connector, enforced.get(connector.settings.name))]),
  );
}

function joined(connector: Connector, enforced: EnforcedConnector | undefined): Connector {
  if (enforced === undefined) return connector;
  const entries = enforced.entries.map((entry) => {
    return { ...entry, settings: { ...entry.settings, connector: connector.id } };
  });
  return { ...connector, enforced: { ...enforced, entries } };
}
