import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorPermissionArgs } from "./connector-permission-args";
import { DeclaredEntries } from "./declared-entries";
import { ReceiveConnector } from "./receive-connector";

/**
 * The connector as the provider takes it: its id, and its name when the program gave the resource, because the id of a
 * connector that is still to be created is unknown in a preview.
 */
export function connectorInputs(args: ConnectorPermissionArgs): pulumi.Inputs {
  const { connector } = args;
  if (!ReceiveConnector.isInstance(connector)) return { connector };
  DeclaredEntries.of(connector)?.add(args);
  return { connector: connector.id, connectorName: connector.name };
}
