import * as pulumi from "@pulumi/pulumi";
import type { ReceiveConnector } from "../receive-connector";
import { relayConnector } from "./relay-connector";
import type { ScopedRelayArgs } from "./relay-connector-args";

/**
 * Inputs of an {@link ExternallySecuredRelay}: those of its connector. `bindings` defaults to `["0.0.0.0:25"]`.
 */
export type ExternallySecuredRelayArgs = ScopedRelayArgs;

/**
 * Option 1: the clients' addresses are proof enough, because something outside SMTP secures them. Group ExchangeServers
 * and mechanism ExternalAuthoritative in one declaration: nine rights, senders that count as internal, no size limit.
 */
export class ExternallySecuredRelay extends pulumi.ComponentResource {
  readonly connector: ReceiveConnector;

  /** @throws pulumi.RunError when ranges are public or wide and `confirmWideRange` does not say why */
  constructor(name: string, args: ExternallySecuredRelayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("relay:index:ExternallySecuredRelay", name, {}, opts);
    this.connector = relayConnector({
      component: this,
      type: "ExternallySecuredRelay",
      name,
      args,
      bindings: ["0.0.0.0:25"],
      permissionGroups: ["ExchangeServers"],
      authMechanism: ["ExternalAuthoritative"],
      proof: "address",
    });
    this.registerOutputs({ connectorId: this.connector.id });
  }
}
