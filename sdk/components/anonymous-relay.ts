import * as pulumi from "@pulumi/pulumi";
import { ConnectorPermission } from "../connector-permission";
import type { ReceiveConnector } from "../receive-connector";
import { relayConnector } from "./relay-connector";
import type { ScopedRelayArgs } from "./relay-connector-args";
import { sharedNotes } from "./shared-notes";
import { ANONYMOUS, ANY_RECIPIENT } from "./well-known";

/** Inputs of an {@link AnonymousRelay}: those of its connector. `bindings` defaults to `["0.0.0.0:25"]`. */
export type AnonymousRelayArgs = ScopedRelayArgs;

/**
 * Option 2: clients that cannot log in relay by their address, with the least rights that do it. A connector with
 * AnonymousUsers, and ms-Exch-SMTP-Accept-Any-Recipient for NT AUTHORITY\ANONYMOUS LOGON on it.
 */
export class AnonymousRelay extends pulumi.ComponentResource {
  readonly connector: ReceiveConnector;
  readonly permission: ConnectorPermission;

  /** @throws pulumi.RunError when ranges are public or wide and `confirmWideRange` does not say why */
  constructor(name: string, args: AnonymousRelayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("relay:index:AnonymousRelay", name, {}, opts);
    this.connector = relayConnector({
      component: this,
      type: "AnonymousRelay",
      name,
      args,
      bindings: ["0.0.0.0:25"],
      permissionGroups: ["AnonymousUsers"],
      authMechanism: ["Tls"],
      proof: "address",
    });
    const right = { connector: this.connector, principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT] };
    this.permission = new ConnectorPermission(`${name}-relay`, { ...right, ...sharedNotes(args) }, { parent: this });
    this.registerOutputs({ connectorId: this.connector.id });
  }
}
