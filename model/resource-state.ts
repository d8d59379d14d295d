import type { ResourceKind } from "./resource-kind";

/** Properties of a resource as state keeps them: plain JSON. */
export type ResourceProperties = Readonly<Record<string, unknown>>;

const COMMON = { adoptExisting: false } as const;

/** Inputs beside the settings, for a declaration that does not say otherwise. */
export const HIDDEN_DEFAULTS: Readonly<Record<ResourceKind, ResourceProperties>> = {
  ReceiveConnector: { ...COMMON, unmanagedPermissions: "revoke", unmanagedEntries: [] },
  ConnectorPermission: COMMON,
  AcceptedDomain: COMMON,
  SendConnector: COMMON,
  RelayUser: COMMON,
  RelayGroup: COMMON,
  TransportConfig: COMMON,
};

/** What a host says about an object, as far as state keeps it. */
export interface ResourceStanding {
  readonly revision: number;
  readonly installation: { readonly id: string; readonly epoch: number };
  /** Undefined for a resource that is only looked up. */
  readonly ownerToken: string | undefined;
  /** Of the package that wrote the object. */
  readonly providerVersion: string;
  /** Last entry of the host's audit after the last write; undefined where none is known. */
  readonly auditHead?: { readonly sequence: number; readonly hash: string } | undefined;
  /** Kinds with a password only: which one is stored; null: none. */
  readonly secretVersion?: string | null | undefined;
}

/** Outputs of a resource after a write or a read: its inputs, and where it stands. Never holds undefined. */
export function resourceOutputs(inputs: ResourceProperties, standing: ResourceStanding): Record<string, unknown> {
  const { revision, installation, ownerToken, providerVersion, auditHead, secretVersion } = standing;
  return {
    ...inputs,
    revision,
    installation: { id: installation.id, epoch: installation.epoch },
    ...(ownerToken === undefined ? {} : { ownerToken }),
    providerVersion,
    ...(secretVersion === undefined ? {} : { secretVersion }),
    ...(auditHead === undefined ? {} : { auditHead }),
  };
}
