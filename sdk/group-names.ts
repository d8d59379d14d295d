import type * as pulumi from "@pulumi/pulumi";
import { RelayGroup } from "./relay-group";
import type { RelayUserArgs } from "./relay-user-args";

/** Groups by name; `undefined` stays what it is. */
export function groupNames(groups: RelayUserArgs["groups"]): pulumi.Input<pulumi.Input<string>[]> | undefined {
  if (!Array.isArray(groups)) return groups as pulumi.Input<pulumi.Input<string>[]> | undefined;
  const list = groups as readonly (RelayGroup | pulumi.Input<string>)[];
  return list.map((group) => (RelayGroup.isInstance(group) ? group.name : group));
}
