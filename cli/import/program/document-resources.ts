import type { ConfigDocument, ResourceKind, SettingsOf } from "../../../model";
import type { HostObject } from "../../pulumi-import/host-object";
import { planImport, type PlannedResource } from "../../pulumi-import/plan-import";

/**
 * The resources of a program that declares a document, under the logical names that `relayctl export --format pulumi`
 * gives the same objects on a host: an import file of a host fits the program.
 */
export function documentResources(document: ConfigDocument): readonly PlannedResource[] {
  const { receiveConnectors, connectorPermissions, acceptedDomains, sendConnectors } = document;
  const ids = new Map(receiveConnectors.map(({ name }, index) => [name, `receiveConnectors[${index}]`]));
  const objects = [
    ...receiveConnectors.map((settings, index) => object("ReceiveConnector", index, settings)),
    ...connectorPermissions.map((settings, index) => {
      return object("ConnectorPermission", index, { ...settings, connector: ids.get(settings.connector) ?? "" });
    }),
    ...acceptedDomains.map((settings, index) => object("AcceptedDomain", index, settings)),
    ...sendConnectors.map((settings, index) => object("SendConnector", index, settings)),
  ] as readonly HostObject[];
  return planImport(objects, { stack: "", namePrefix: "", owned: "leave" }).resources;
}

const LISTS: Partial<Record<ResourceKind, string>> = { ReceiveConnector: "receiveConnectors" };

function object<K extends ResourceKind>(kind: K, index: number, settings: SettingsOf[K]): HostObject<K> {
  const id = `${LISTS[kind] ?? kind}[${String(index).padStart(kind === "ReceiveConnector" ? 0 : 6, "0")}]`;
  return { kind, id, settings, revision: 0, owner: null, installation: { id: "", epoch: 0 } };
}
