import type {
  AuditEntry,
  AuditFilter,
  AuditHead,
  AuditVerdict,
  ConfigChanges,
  Freeze,
  Kind,
  RecordedState,
  RefusedWrite,
  Scope,
  WriteCommand,
  WriteContext,
  WriteEvent,
  WriteResult,
} from "../../model";

/** Which store this is: a fresh data directory is another installation, a restored backup another epoch. */
export interface Installation {
  /** GUID. */
  readonly id: string;
  readonly epoch: number;
}

/** A bearer token as stored: its SHA-256 stays in the store. Times are epoch milliseconds. */
export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly stackPattern: string | null;
  readonly createdAt: number;
  /** Null: until revoked. */
  readonly expiresAt: number | null;
}

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly stackPattern: string | null;
  readonly expiresAt?: number | null;
  /** A secret chosen by the operator (`RELAY_ADMIN_TOKEN`); absent: 32 random bytes. */
  readonly secret?: string;
}

export type TokenVerdict =
  { readonly ok: true; readonly record: TokenRecord } | { readonly ok: false; readonly reason: "unknown" | "expired" };

/** Who does what is no write of an object, for the audit. */
export interface TokenActor {
  readonly tokenId: string;
  readonly tokenName: string;
}

export interface TokenStore {
  /** The plain token is answered once and kept nowhere. */
  readonly create: (
    token: NewToken,
    actor: TokenActor,
  ) => Promise<{ readonly token: string; readonly record: TokenRecord }>;
  /** Makes a token if there is none yet; undefined when there is, and nothing was made. */
  readonly createFirst: (
    token: NewToken,
    actor: TokenActor,
  ) => Promise<{ readonly token: string; readonly record: TokenRecord } | undefined>;
  readonly verify: (token: string) => Promise<TokenVerdict>;
  /** Oldest first, expired ones included. */
  readonly list: () => Promise<readonly TokenRecord[]>;
  /** False when there is no such token. */
  readonly revoke: (id: string, actor: TokenActor) => Promise<boolean>;
}

/** What one run of a stack declares, as far as its provider has seen. */
export interface Declarations {
  readonly stack: string;
  readonly run: string;
  /** Epoch milliseconds. */
  readonly runStartedAt: number;
  readonly declared: readonly { readonly kind: Kind; readonly logicalId: string }[];
}

export interface DeclarationStore {
  /** Keeps the newest run's set for each stack; false when a newer run's is there already. */
  readonly put: (declarations: Declarations) => Promise<boolean>;
  readonly get: (stack: string) => Promise<Declarations | undefined>;
}

/** Passwords, kept apart from the objects they belong to. */
export interface SecretStore {
  /**
   * argon2id PHC strings that the account may log in with at `now` (epoch milliseconds): the present password's, then
   * the former one's while `passwordOverlap` lasts. Empty for an account without password, and for none.
   */
  readonly passwordHashes: (userId: string, now: number) => Promise<readonly string[]>;
  /** Null: none is stored. @throws StoreError when it cannot be opened */
  readonly sendConnectorPassword: (connectorId: string) => Promise<string | null>;
  /** Encrypts a password with the key of the data directory, for a write. */
  readonly seal: (password: string) => Promise<string>;
}

/** Which part of the audit is read. */
export interface AuditQuery {
  /** Only entries after this one. @default 0 */
  readonly afterSequence?: number;
  /** Only entries before this one. @default all */
  readonly beforeSequence?: number;
  /** @default "oldest-first" */
  readonly order?: "oldest-first" | "newest-first";
  /** Entries answered at most. */
  readonly limit: number;
}

/** Entries that match a filter, as far as one question looks. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Sequence of the last entry looked at, to go on from; null: there is no more. */
  readonly next: number | null;
}

/** A revision whose state is to be put back. */
export interface RevertWish {
  readonly revision: number;
  /** Host revision that the wish was made at; another one is refused. Null: whatever it is. */
  readonly ifMatch: number | null;
  /** `show`: judges, and changes nothing. */
  readonly mode: "show" | "apply";
}

/** A config document that is to be put in the place of what there is. */
export interface RestoreCall {
  /** JSON, not yet judged. */
  readonly document: unknown;
  readonly accounts: "restored" | "left-out";
  readonly ifMatch: number | null;
  readonly mode: "show" | "apply";
}

export type RevertResult =
  | {
      readonly ok: true;
      /** Host revision afterwards: with `show`, the present one. */
      readonly revision: number;
      readonly changes: ConfigChanges;
      /** One for each object that changes; none: it is so already. */
      readonly events: readonly WriteEvent[];
      readonly notices: readonly string[];
    }
  | RefusedWrite;

/** Refuses every write of configuration for a while. Survives a restart. */
export interface FreezeStore {
  /** Null: not frozen. Replaced as a whole, like the state. */
  readonly current: Freeze | null;
  /** A freeze that is on already stays as it is, whoever asks. */
  readonly begin: (reason: string, actor: TokenActor) => Promise<Freeze>;
  /** False: it was not frozen. */
  readonly end: (actor: TokenActor) => Promise<boolean>;
}

/** Whether the store answers. What it said last is served on all the same. */
export type StoreHealth =
  | { readonly ok: true }
  | { readonly ok: false; /** Epoch milliseconds. */ readonly since: number; readonly reason: string };

/** A host that uses the store. Times are epoch milliseconds by the store's clock. */
export interface HostRecord {
  /** GUID of its process. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly startedAt: number;
  /** Its last sign of life. */
  readonly seenAt: number;
  /** Milliseconds since. */
  readonly silentMs: number;
  /** Revision in force there. */
  readonly revision: number;
}

/** The hosts that share the store. */
export interface FleetStore {
  /** False where one host has the store for itself. */
  readonly isShared: boolean;
  /** Revision that this host has in force, for the others to see. */
  readonly tellEnforced: (revision: number) => void;
  /** Those seen within the hour, this one included; empty when the store is not shared. */
  readonly hosts: () => Promise<readonly HostRecord[]>;
}

/** How the store came to another state than before. */
export interface StoreMove {
  readonly by: "this-host" | "another-host";
  readonly installation: Installation;
  readonly freeze: Freeze | null;
  /** From the state before to the one after; null when it is the same; the state itself when it was read whole. */
  readonly change:
    | { readonly kind: "changes"; readonly changes: ConfigChanges }
    | { readonly kind: "whole"; readonly state: RecordedState }
    | null;
}

/**
 * Everything a host is configured with, durable: a resolved write survives power loss. One writer at a time, among all
 * hosts that share it; writes of one host take effect in the order of the calls.
 */
export interface ConfigStore {
  readonly installation: Installation;
  /** State after the last write that was answered, or that another host's was found. Replaced as a whole, never changed in place. */
  readonly state: RecordedState;
  load(): Promise<RecordedState>;
  /** One transaction: objects, next revision, audit. Refused writes are audited too. Throws only when the store fails. */
  write(command: WriteCommand, context: WriteContext): Promise<WriteResult>;
  /** Puts the state of a revision back, in one transaction and by hand. Refusals to apply are audited. */
  revert(wish: RevertWish, context: WriteContext): Promise<RevertResult>;
  /** Makes the configuration that of a document, in one transaction and by hand. Refusals to apply are audited. */
  restore(call: RestoreCall, context: WriteContext): Promise<RevertResult>;
  audit(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** Entries that match. One question looks at a bounded number of them: go on with `next`. */
  searchAudit(query: AuditQuery, filter: AuditFilter): Promise<AuditPage>;
  auditHead(): Promise<AuditHead>;
  verifyAudit(): Promise<AuditVerdict>;
  readonly freeze: FreezeStore;
  readonly tokens: TokenStore;
  readonly declarations: DeclarationStore;
  readonly secrets: SecretStore;
  readonly fleet: FleetStore;
  readonly health: StoreHealth;
  /** Where it is kept, for people: never with a password. */
  readonly label: string;
  /** Marks the store as restored: what clients saw before no longer holds. */
  advanceEpoch(): Promise<Installation>;
  /** Calls back after `state` has become what another host has written, until the store is closed. */
  onFollowed(listener: () => void): void;
  /** Calls back when the store is lost, and when it is there again. */
  onHealth(listener: (health: StoreHealth) => void): void;
  close(): Promise<void>;
}
