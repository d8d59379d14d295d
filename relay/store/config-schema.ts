import type { Generated } from "kysely";

/** One object of any kind. JSON columns are text, times integer epoch milliseconds: the same on every engine. */
export interface ObjectTable {
  id: string;
  kind: string;
  settings: string;
  revision: number;
  selection_revision: number;
  owner_stack: string | null;
  owner_logical_id: string | null;
  token_hash: string | null;
  run_id: string | null;
  run_started_at: number | null;
  declared_ranges: string | null;
  former_stack: string | null;
  relay_limited_to: string | null;
  /** JSON: what is enforced while the settings are observed only. */
  enforced: string | null;
  superseded_since: number | null;
  created_at: number;
  updated_at: number;
  updated_by: string;
  /** JSON: commit, file and line of the declaration. */
  declared_in: string | null;
}

export interface ReleaseTable {
  id: Generated<number>;
  body: string;
  until: number;
}

export interface AuditTable {
  sequence: number;
  object_id: string | null;
  revision: number;
  action: string;
  /** Canonical JSON of everything that the hash covers. */
  body: string;
  hash: string;
}

export interface TokenTable {
  id: string;
  name: string;
  hash: string;
  scopes: string;
  stack_pattern: string | null;
  created_at: number;
  expires_at: number | null;
}

/** The newest run that has written for a stack. */
export interface StackRunTable {
  stack: string;
  run: string;
  run_started_at: number;
}

export interface DeclarationTable {
  stack: string;
  run: string;
  run_started_at: number;
  declared: string;
}

/** The password of an object, if it has one: beside the objects, so that nothing that reads those meets it. */
export interface SecretTable {
  object_id: string;
  /** GUID, new for every password. */
  version: string;
  /** argon2id PHC string, or sealed with the key of the data directory. */
  form: "hash" | "sealed";
  value: string;
  /** 1: set by the stack that owns the object; 0: by hand. */
  by_owner: number;
  former_value: string | null;
  /** The former password is good until then. */
  former_until: number | null;
  set_at: number;
}

/** One transaction that changed a store which several hosts share: what the others read anew. Old ones are removed. */
export interface ChangeTable {
  generation: number;
  /** GUID of the transaction: whether it was committed can be looked up when the answer to COMMIT was lost. */
  mark: string;
  /** JSON: ids of objects that were put or removed. */
  objects: string;
}

/** A host that uses the store, as it told of itself last; times by the database's clock. */
export interface HostTable {
  /** GUID of the process. */
  id: string;
  name: string;
  version: string;
  started_at: number;
  seen_at: number;
  /** In force on that host. */
  revision: number;
}

export interface ConfigSchema {
  meta: { key: string; value: string };
  object: ObjectTable;
  release: ReleaseTable;
  audit: AuditTable;
  token: TokenTable;
  stack_run: StackRunTable;
  declaration: DeclarationTable;
  secret: SecretTable;
  change: ChangeTable;
  host: HostTable;
}
