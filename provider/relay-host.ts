import type { ConfigState, ResourceKind, SettingsOf } from "../model";
import type { KnownCertificate } from "./certificate-remarks";

export type { ResourceKind };

/** Which data answered: the same id in another installation is another object. */
export interface Installation {
  readonly id: string;
  readonly epoch: number;
}

/** A right on a connector that nobody declared. */
export interface UnmanagedEntry {
  readonly id: string;
  readonly revision: number;
  readonly principal: string;
  readonly access: "Allow" | "Deny";
  readonly extendedRights: readonly string[];
  readonly updatedBy: string | null;
  readonly updatedAt: string;
}

/** Position and hash of an audit entry. Kept in state, it shows later whether the host's audit was cut or rewritten. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** An object as the control API answers it. */
export interface HostObject<K extends ResourceKind = ResourceKind> {
  readonly id: string;
  readonly kind: K;
  readonly settings: SettingsOf[K];
  readonly revision: number;
  readonly owner: { readonly stack: string; readonly logicalId: string } | null;
  readonly installation: Installation;
  /** Present when the request named a stack and a token. */
  readonly ownership?: "yours" | "foreign" | "unowned";
  /** Present after a write: whether the host enforces it. */
  readonly applied?: { readonly revision: number; readonly ok: boolean; readonly problems: readonly string[] };
  readonly notices?: readonly string[];
  /** Present after a write: the last entry of the host's audit. */
  readonly audit?: AuditHead;
  /** Which password is stored; null: none. */
  readonly secretVersion?: string | null;
  /** Receive connectors only. */
  readonly unmanagedEntries?: readonly UnmanagedEntry[];
  /** RFC 3339; since when a newer connector of the same stack has taken over all its clients. */
  readonly supersededSince?: string | null;
}

/** What a write says about the password; null: it goes. */
export interface Secrets {
  readonly password: string | null;
}

/** Who writes: the declaration and the token that proves ownership. */
export interface Ownership {
  readonly stack: string;
  readonly logicalId: string;
  readonly ownerToken: string;
}

/** Why a host refuses writes of configuration for now. */
export interface Freeze {
  readonly reason: string;
  /** Name of the token that froze it. */
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
}

/** The object a write is about, as state knows it. */
export interface KnownObject extends Ownership {
  readonly id: string;
  readonly revision: number;
  readonly installation: Installation;
}

/** The object an update is about, who declares it by now, and the unmanaged entries to take away with it. */
export interface UpdateTarget extends KnownObject {
  /** Differs from what state knows after a rename of the resource or its stack; the token proves that it is the same. */
  readonly declaredAs: { readonly stack: string; readonly logicalId: string };
  readonly revokeEntries: readonly { readonly id: string; readonly revision: number }[];
  /** `index.ts:42`, where the program declares it. */
  readonly declaredAt?: string | undefined;
  /** Undefined: the password stays. */
  readonly secrets: Secrets | undefined;
}

/** How an object is to be made. */
export interface Creation extends Ownership {
  readonly adoptExisting: boolean;
  /** `index.ts:42`, where the program declares it. */
  readonly declaredAt?: string | undefined;
  /** Undefined: without a password, or with the one of an object that is taken over. */
  readonly secrets: Secrets | undefined;
}

/** The object a read is about; without a token it is looked at from outside, as by `ReceiveConnector.get`. */
export interface Reading {
  readonly id: string;
  readonly known?: KnownObject;
}

/**
 * What the provider needs of a relay host. Every method throws a `ProviderError` that names the endpoint when the host
 * is unreachable or refuses; an object is gone only when the right installation says so.
 */
export interface RelayHost {
  readonly endpoint: string;
  create(kind: ResourceKind, settings: object, options: Creation): Promise<HostObject>;
  read(kind: ResourceKind, reading: Reading): Promise<HostObject | "gone">;
  update(kind: ResourceKind, settings: object, target: UpdateTarget): Promise<HostObject>;
  /** `kept`: the object has another owner now, so nothing was deleted. */
  delete(kind: ResourceKind, known: KnownObject): Promise<"deleted" | "kept" | "gone">;
  /** Everything that the host has of a kind, whoever owns it; one short attempt. */
  list(kind: ResourceKind): Promise<readonly HostObject[]>;
  /** Everything that the host enforces, at one revision; short attempts. */
  state(): Promise<ConfigState>;
  /** The certificates that the host can show; one short attempt. */
  certificates(): Promise<readonly KnownCertificate[]>;
  /** Whether the host refuses all writes for now; one short attempt. */
  freeze(): Promise<Freeze | null>;
  /** Tells the host what a run declares, one short attempt. */
  declare(
    stack: string,
    declared: readonly { readonly kind: ResourceKind; readonly logicalId: string }[],
  ): Promise<void>;
}
