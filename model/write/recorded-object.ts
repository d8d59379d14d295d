import type { Kind } from "../settings";
import type { ConfigState, StoredObject } from "../stored-object";

/** Proof of ownership of a declared object. Never leaves the host. */
export interface Ownership {
  /** Lower-case hex SHA-256 of the token that the resource's outputs hold. */
  readonly tokenHash: string;
  /** Run of the last write by the owner; null when that write named none. */
  readonly run: { readonly id: string; readonly startedAt: number } | null;
  /** Client ranges at the owner's last write: what was added by hand since is nothing that the stack declared. */
  readonly declaredRanges: readonly string[];
  /**
   * Stack that the object was moved from, until its owner writes under the new name: a run that was killed after the
   * move has left the old one in state. Null otherwise.
   */
  readonly formerStack: string | null;
}

/** Where the program of an object's owner declared it, as far as its last write said. */
export interface DeclaredIn {
  /** Version-control revision of the program. */
  readonly commit: string | null;
  /** Relative to the project's folder; null exactly when `line` is. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
}

/** A stored object with what the host remembers about its making. Times are epoch milliseconds. */
export interface ObjectRecord<K extends Kind = Kind> extends StoredObject<K> {
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Name of the token that made the last change of settings or owner. */
  readonly updatedBy: string;
  /** Since when a newer object of the same stack stands in its place, wholly or in part; null when none does. */
  readonly supersededSince: number | null;
  /** Null when nobody declares it, or its owner's last write that changed anything said neither commit nor place. */
  readonly declaredIn: DeclaredIn | null;
  /** Null exactly when `owner` is null. */
  readonly ownership: Ownership | null;
}

/** The configuration with every object's record: a `ConfigState` for all who only decide. */
export interface RecordedState extends ConfigState {
  readonly receiveConnectors: ReadonlyMap<string, ObjectRecord<"ReceiveConnector">>;
  readonly connectorPermissions: ReadonlyMap<string, ObjectRecord<"ConnectorPermission">>;
  readonly acceptedDomains: ReadonlyMap<string, ObjectRecord<"AcceptedDomain">>;
  readonly sendConnectors: ReadonlyMap<string, ObjectRecord<"SendConnector">>;
  readonly relayUsers: ReadonlyMap<string, ObjectRecord<"RelayUser">>;
  readonly relayGroups: ReadonlyMap<string, ObjectRecord<"RelayGroup">>;
  readonly transportConfig: ObjectRecord<"TransportConfig">;
}
