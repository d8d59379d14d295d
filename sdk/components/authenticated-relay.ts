import * as pulumi from "@pulumi/pulumi";
import { ConnectorPermission } from "../connector-permission";
import type { ReceiveConnector } from "../receive-connector";
import type { RelayGroup } from "../relay-group";
import type { RelayUser } from "../relay-user";
import { relayConnector } from "./relay-connector";
import type { ScopedRelayArgs } from "./relay-connector-args";
import { sharedNotes } from "./shared-notes";
import { USER_RIGHTS } from "./well-known";

/** Inputs of an {@link AuthenticatedRelay}: those of its connector. `bindings` defaults to `["0.0.0.0:587"]`. */
export interface AuthenticatedRelayArgs extends ScopedRelayArgs {
  /**
   * The accounts and groups that may use the connector, by resource or name.
   * @default everybody who logs in (group ExchangeUsers)
   */
  accounts?: readonly (RelayUser | RelayGroup | pulumi.Input<string>)[] | undefined;
}

/**
 * Clients log in and relay, from the addresses in `remoteIpRanges`. Group ExchangeUsers with BasicAuth, which is offered
 * after STARTTLS only; or the same rights for some accounts and nobody else.
 */
export class AuthenticatedRelay extends pulumi.ComponentResource {
  readonly connector: ReceiveConnector;
  /** One for each of `accounts`, in their order. */
  readonly permissions: readonly ConnectorPermission[];

  /** @throws pulumi.RunError when ranges are public or wide and `confirmWideRange` does not say why */
  constructor(name: string, args: AuthenticatedRelayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("relay:index:AuthenticatedRelay", name, {}, opts);
    const { accounts, ...connector } = args;
    this.connector = relayConnector({
      component: this,
      type: "AuthenticatedRelay",
      name,
      args: connector,
      bindings: ["0.0.0.0:587"],
      permissionGroups: accounts === undefined ? ["ExchangeUsers"] : ["None"],
      authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
      proof: "login",
    });
    this.permissions = (accounts ?? []).map((principal, index) => this.permit(`${name}-${index + 1}`, principal, args));
    this.registerOutputs({ connectorId: this.connector.id });
  }

  private permit(
    name: string,
    principal: RelayUser | RelayGroup | pulumi.Input<string>,
    notes: ScopedRelayArgs,
  ): ConnectorPermission {
    const entry = { connector: this.connector, principal, extendedRights: [...USER_RIGHTS] };
    return new ConnectorPermission(name, { ...entry, ...sharedNotes(notes) }, { parent: this });
  }
}
