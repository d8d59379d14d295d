import type {
  ErrorCode,
  Kind,
  Owner,
  RecordedState,
  Scope,
  SecretChange,
  SettingsOf,
  WriteCommand,
  WriteContext,
  WriteResult,
} from "../../model";

/** Which store this is: a fresh data directory is another installation, a restored backup another epoch. */
export interface Installation {
  /** GUID. */
  readonly id: string;
  readonly epoch: number;
}

export type AuditAction =
  "create" | "adopt" | "take-over" | "update" | "delete" | "claim" | "refused" | "create-token" | "revoke-token";

/** One line of the audit. `hash` covers all other fields, and `previousHash` ties it to the line before. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Host revision after the write (of a refused one: unchanged). */
  readonly revision: number;
  readonly tokenId: string;
  readonly tokenName: string;
  readonly stack: string | null;
  readonly run: string | null;
  readonly commit: string | null;
  readonly program: string | null;
  readonly action: AuditAction;
  /** Null for tokens. */
  readonly kind: Kind | null;
  readonly objectId: string | null;
  /** Name of the object for people: connector name, domain, `principal on connector`, token name. */
  readonly name: string;
  /** Settings and owner before and after; secrets left out. */
  readonly before: AuditedObject | null;
  readonly after: AuditedObject | null;
  /** What became of the object's password; absent: nothing. The password itself is in no entry, nor its hash. */
  readonly secret?: SecretChange;
  /** Only for refused writes. */
  readonly code: ErrorCode | null;
  readonly detail: string | null;
  /** Lower-case hex SHA-256; 64 zeros for the first entry. */
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditedObject {
  readonly settings: SettingsOf[Kind] | Readonly<Record<string, unknown>>;
  readonly owner: Owner | null;
}

export interface AuditHead {
  /** 0 when nothing was written yet. */
  readonly sequence: number;
  readonly hash: string;
}

/** Outcome of walking the chain from its first entry. */
export type AuditVerdict =
  | { readonly ok: true; readonly head: AuditHead }
  | { readonly ok: false; readonly sequence: number; readonly reason: string };

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

/** Who makes or revokes a token, for the audit. */
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

/**
 * Everything a host is configured with, durable: a resolved write survives power loss. One writer at a time,
 * writes take effect in the order of the calls.
 */
export interface ConfigStore {
  readonly installation: Installation;
  /** State after the last write that was answered. Replaced as a whole, never changed in place. */
  readonly state: RecordedState;
  load(): Promise<RecordedState>;
  /** One transaction: objects, next revision, audit. Refused writes are audited too. Throws only when the store fails. */
  write(command: WriteCommand, context: WriteContext): Promise<WriteResult>;
  /** Entries after `afterSequence` (default 0), oldest first. */
  audit(query: { readonly afterSequence?: number; readonly limit: number }): Promise<readonly AuditEntry[]>;
  auditHead(): Promise<AuditHead>;
  verifyAudit(): Promise<AuditVerdict>;
  readonly tokens: TokenStore;
  readonly declarations: DeclarationStore;
  readonly secrets: SecretStore;
  /** Marks the store as restored: what clients saw before no longer holds. */
  advanceEpoch(): Promise<Installation>;
  close(): Promise<void>;
}
