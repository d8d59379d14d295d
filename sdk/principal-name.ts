import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorPermissionArgs } from "./connector-permission-args";
import { RelayGroup } from "./relay-group";
import { RelayUser } from "./relay-user";

/** A principal as the provider takes it: by name, which makes the entry depend on the account or group. */
export function principalName(principal: ConnectorPermissionArgs["principal"]): pulumi.Input<string> {
  if (RelayUser.isInstance(principal)) return principal.username;
  return RelayGroup.isInstance(principal) ? principal.name : principal;
}
