import type * as pulumi from "@pulumi/pulumi";
import type { ReceiveConnectorArgs } from "../receive-connector-args";

/** Inputs of an {@link ExchangeDialog2003}, in the words of the dialog. */
export interface ExchangeDialog2003Args {
  /**
   * Which computers may relay through this virtual server.
   * @default "Only the list below"
   */
  computersWhichMayRelay?: "Only the list below" | "All except the list below" | undefined;
  /**
   * Single computers (`192.168.2.55`) and groups of computers (`192.168.3.0 (255.255.255.0)`); also ranges as
   * connectors write them. Domains are refused.
   * @default []
   */
  list?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * Allow all computers which successfully authenticate to relay, regardless of the list above.
   * @default true
   */
  allowAllComputersWhichSuccessfullyAuthenticate?: boolean | undefined;
  /**
   * Local endpoints of the virtual server.
   * @default ["0.0.0.0:25"]
   */
  bindings?: ReceiveConnectorArgs["bindings"] | undefined;
  /**
   * Computers that may connect at all (the dialog's Connection).
   * @default ["0.0.0.0/0"]
   */
  connection?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * Why "All except the list below" is meant, which is an open relay to everybody who may connect. Without it, it is
   * refused.
   * @default null
   */
  confirmOpenRelay?: string | null | undefined;
  /**
   * Why public addresses, or more private ones than a /24 together, stand in the list of those that may relay.
   * @default null
   */
  confirmWideRange?: pulumi.Input<string | null> | undefined;
  /**
   * Who answers for the connectors.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why they exist.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Take over objects of the host that are the same by name and that nobody owns, instead of refusing to create them.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
