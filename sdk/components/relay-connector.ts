import type * as pulumi from "@pulumi/pulumi";
import type { PermissionGroup } from "../../model";
import { ReceiveConnector } from "../receive-connector";
import type { AcceptedMechanism } from "../receive-connector-args";
import { confirmRanges } from "./confirm-ranges";
import type { ScopedRelayArgs } from "./relay-connector-args";

/** What a component makes of its arguments. */
export interface RelayConnectorPlan {
  readonly component: pulumi.ComponentResource;
  /** Its type for people: `AnonymousRelay`. */
  readonly type: string;
  readonly name: string;
  readonly args: ScopedRelayArgs;
  readonly bindings: string[];
  readonly permissionGroups: PermissionGroup[];
  readonly authMechanism: AcceptedMechanism[];
  /** Whether clients relay by address alone, which the host wants explained for public ranges. */
  readonly proof: "address" | "login";
}

/** Declares a component's connector under the component's own name. @throws pulumi.RunError for unconfirmed ranges */
export function relayConnector(plan: RelayConnectorPlan): ReceiveConnector {
  const { component, type, name, bindings, permissionGroups, authMechanism } = plan;
  const { confirmWideRange, ...args } = plan.args;
  const confirmed = confirmRanges({
    component: `${type} "${name}"`,
    ranges: args.remoteIpRanges,
    reason: confirmWideRange,
  });
  const { remoteIpRanges, allowWideRelay } = confirmed;
  const wide = plan.proof === "address" ? { allowWideRelay } : {};
  const settings = { ...args, bindings: args.bindings ?? bindings, remoteIpRanges, permissionGroups, authMechanism };
  return new ReceiveConnector(name, { ...settings, ...wide }, { parent: component });
}
