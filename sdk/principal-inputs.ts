import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorPermissionArgs } from "./connector-permission-args";
import { RelayGroup } from "./relay-group";
import { RelayUser } from "./relay-user";
import type { RelayUserArgs } from "./relay-user-args";

/** A principal as the provider takes it: by name, which makes the entry depend on the account or group. */
export function principalName(principal: ConnectorPermissionArgs["principal"]): pulumi.Input<string> {
  if (RelayUser.isInstance(principal)) return principal.username;
  return RelayGroup.isInstance(principal) ? principal.name : principal;
}

/** Groups by name; `undefined` stays what it is. */
export function groupNames(groups: RelayUserArgs["groups"]): pulumi.Input<pulumi.Input<string>[]> | undefined {
  if (!Array.isArray(groups)) return groups as pulumi.Input<pulumi.Input<string>[]> | undefined;
  const list = groups as readonly (RelayGroup | pulumi.Input<string>)[];
  return list.map((group) => (RelayGroup.isInstance(group) ? group.name : group));
}
