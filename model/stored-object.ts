import type { Kind, SettingsOf } from "./settings";

/** Who declared an object: the stack (`organisation/project/stack`) and the logical name of the resource in it. */
export interface Owner {
  readonly stack: string;
  readonly logicalId: string;
}

/** An object as a host stores it. Identity is the GUID; nothing else is promised to be unique for ever. */
export interface StoredObject<K extends Kind = Kind> {
  readonly kind: K;
  /** GUID made by the host. */
  readonly id: string;
  readonly settings: SettingsOf[K];
  /** Host revision of the last change of this object's own fields: what ETag and If-Match compare. */
  readonly revision: number;
  /** Host revision of the last change of ranges, bindings or `enabled` (other kinds: equal to `revision`). Newer wins. */
  readonly selectionRevision: number;
  /** Absent for objects that nobody declared. */
  readonly owner: Owner | null;
  /**
   * Set while this write's wide relay is withheld: only clients in these ranges (canonical, maybe none) keep
   * Accept-Any-Recipient as anonymous or externally secured clients. Null: nothing is withheld.
   */
  readonly relayLimitedTo: readonly string[] | null;
  /** Which secret is stored for the object (a new GUID for each); null: none. The secret itself is nowhere in a state. */
  readonly secretVersion: string | null;
  /** Only of a receive connector, and only while observeOnly: it and its entries are not enforced, this is. */
  readonly enforced?: EnforcedConnector;
}

/** What goes on being enforced of a connector whose settings are observed only. */
export interface EnforcedConnector {
  /** As they were before; null: there was no such connector. */
  readonly settings: SettingsOf["ReceiveConnector"] | null;
  readonly selectionRevision: number;
  readonly relayLimitedTo: readonly string[] | null;
  /** Explicit entries as they were, by their ids. */
  readonly entries: readonly StoredObject<"ConnectorPermission">[];
  /** Client ranges that its owner had declared (see Ownership). */
  readonly declaredRanges: readonly string[];
  /** Epoch milliseconds at which observing began. */
  readonly since: number;
}

/** Ranges a stack's write took from a connector: it keeps serving them for a moment, see `select-connector`. */
export interface Release {
  readonly connectorId: string;
  readonly settings: SettingsOf["ReceiveConnector"];
  /** The ranges that were given up, canonical. */
  readonly ranges: readonly string[];
  readonly stack: string;
  /** Host revision of the write that released them. */
  readonly revision: number;
  /** Epoch milliseconds at which the release ends. */
  readonly until: number;
}

/** Everything a host's configuration is, at one revision. */
export interface ConfigState {
  readonly revision: number;
  readonly receiveConnectors: ReadonlyMap<string, StoredObject<"ReceiveConnector">>;
  readonly connectorPermissions: ReadonlyMap<string, StoredObject<"ConnectorPermission">>;
  readonly acceptedDomains: ReadonlyMap<string, StoredObject<"AcceptedDomain">>;
  readonly sendConnectors: ReadonlyMap<string, StoredObject<"SendConnector">>;
  readonly relayUsers: ReadonlyMap<string, StoredObject<"RelayUser">>;
  readonly relayGroups: ReadonlyMap<string, StoredObject<"RelayGroup">>;
  readonly transportConfig: StoredObject<"TransportConfig">;
  readonly releases: readonly Release[];
}
