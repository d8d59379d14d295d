import type * as pulumi from "@pulumi/pulumi";

/** Inputs of a {@link SendConnector}. Names follow Exchange's New-SendConnector. */
export interface SendConnectorArgs {
  /**
   * Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case.
   * @default the resource's name
   */
  name?: pulumi.Input<string> | undefined;
  /**
   * Whether the connector is used as a route.
   * @default true
   */
  enabled?: pulumi.Input<boolean> | undefined;
  /**
   * Free text for people.
   * @default ""
   */
  comment?: pulumi.Input<string> | undefined;
  /** Recipient domains that the connector is for: SMTP:domain;cost, where the domain is x, *.x (any depth below) or * and the cost is 1 when left out. */
  addressSpaces: pulumi.Input<pulumi.Input<string>[]>;
  /** Hosts that mail is handed to, tried in this order: host:port or [address]:port; the port is 25 when left out. */
  smartHosts: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Whether the smart host must encrypt; its certificate is not judged (EncryptionOnly).
   * @default true
   */
  requireTls?: pulumi.Input<boolean> | undefined;
  /**
   * Who answers for the route.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why the route exists.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
