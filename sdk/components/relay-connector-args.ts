import type * as pulumi from "@pulumi/pulumi";
import type { ReceiveConnectorArgs } from "../receive-connector-args";

/** What a component decides about its connector. */
type Decided = "bindings" | "permissionGroups" | "authMechanism" | "allowWideRelay" | "usage";

/** Inputs of a component's connector: those of a ReceiveConnector, less what the component decides. */
export interface RelayConnectorArgs extends Omit<ReceiveConnectorArgs, Decided> {
  /** Local endpoints that the connector answers on, `address:port`. The component says its default. */
  bindings?: ReceiveConnectorArgs["bindings"] | undefined;
}

/** Inputs of a component that lets the clients in `remoteIpRanges` relay. */
export interface ScopedRelayArgs extends RelayConnectorArgs {
  /**
   * Why public addresses, or more private ones than a /24 (IPv6: a /64) together, are to relay. Without it such ranges
   * are refused. Where the host asks for a reason too (`allowWideRelay`), it gets this one.
   * @default null
   */
  confirmWideRange?: pulumi.Input<string | null> | undefined;
}
