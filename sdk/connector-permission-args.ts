import type * as pulumi from "@pulumi/pulumi";
import type { ExtendedRight } from "../model";
import type { ReceiveConnector } from "./receive-connector";
import type { RelayGroup } from "./relay-group";
import type { RelayUser } from "./relay-user";

/** The rights, one of them also by the name that the Exchange 2007 documentation gives it. */
export type AcceptedRight = ExtendedRight | "ms-Exch-SMTP-Accept-Authoritative-Domain";

/** Inputs of a {@link ConnectorPermission}. They follow Exchange's Add-ADPermission. */
export interface ConnectorPermissionArgs {
  /** The receive connector: its id (in a config document its name). */
  connector: ReceiveConnector | pulumi.Input<string>;
  /** Whom the entry concerns, by name with its prefix or by SID, such as NT AUTHORITY\ANONYMOUS LOGON. */
  principal: RelayUser | RelayGroup | pulumi.Input<string>;
  /**
   * Whether the rights are given or taken; a Deny wins over every Allow.
   * @default "Allow"
   */
  access?: pulumi.Input<"Allow" | "Deny"> | undefined;
  /** The extended rights, at least one, such as ms-Exch-SMTP-Accept-Any-Recipient. */
  extendedRights: pulumi.Input<pulumi.Input<AcceptedRight>[]>;
  /**
   * From this instant on the entry allows nothing; null: never. A Deny has none.
   * @default null
   */
  expiresAt?: pulumi.Input<string | null> | undefined;
  /**
   * Who answers for the entry.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why the entry exists.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Where the entry was asked for.
   * @default null
   */
  ticket?: pulumi.Input<string | null> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
