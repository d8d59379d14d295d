import type { ErrorCode } from "../error-catalogue";
import type { Failure } from "../failure";
import type { ReceiveConnectorSettings } from "../settings";

type Loose<Value> = Value extends readonly string[] ? readonly string[] : Value;

/**
 * A receive connector's parameters as far as they are known. Flags may hold any text: an import brings values
 * that settings cannot have. What is absent is not judged.
 */
export type ConnectorSubject = {
  readonly [Name in keyof ReceiveConnectorSettings]?: Loose<ReceiveConnectorSettings[Name]>;
} & {
  readonly longAddressesEnabled?: boolean;
};

/** Another connector of the same host. */
export interface Peer {
  readonly name: string;
  readonly bindings: readonly string[];
  readonly remoteIpRanges: readonly string[];
}

/** What rules beyond the connector itself need. What is absent is not judged. */
export interface Surroundings {
  readonly peers?: readonly Peer[];
  /** The server's own names, without domain and with it. */
  readonly serverNames?: readonly string[];
  readonly role?: "hub" | "edge";
}

/** A rule between parameters of New-ReceiveConnector. */
export interface Constraint {
  /** `C4`: its number in the reference page. */
  readonly id: string;
  /** `field`: reading the value alone sees to it. `settings`: one connector's. `host`: needs the others. */
  readonly judgedBy: "field" | "settings" | "host";
  readonly code: ErrorCode;
  /** The rule is judged only when all of these are known. The first one carries the failure; C4's is on both. */
  readonly properties: readonly (keyof ConnectorSubject)[];
  /** One sentence. */
  readonly rule: string;
  readonly source: string;
  judge(subject: ConnectorSubject, surroundings: Surroundings): readonly Failure[];
}
