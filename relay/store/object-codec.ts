import {
  type DeclaredIn,
  type EnforcedConnector,
  type Kind,
  type ObjectRecord,
  type Owner,
  type Ownership,
  withDefaults,
} from "../../model";
import type { ObjectTable } from "./config-schema";

/** A record as its row. */
export function encodeObject(object: ObjectRecord): ObjectTable {
  return {
    id: object.id,
    kind: object.kind,
    settings: JSON.stringify(object.settings),
    revision: object.revision,
    selection_revision: object.selectionRevision,
    owner_stack: object.owner?.stack ?? null,
    owner_logical_id: object.owner?.logicalId ?? null,
    token_hash: object.ownership?.tokenHash ?? null,
    run_id: object.ownership?.run?.id ?? null,
    run_started_at: object.ownership?.run?.startedAt ?? null,
    declared_ranges: object.ownership === null ? null : JSON.stringify(object.ownership.declaredRanges),
    former_stack: object.ownership?.formerStack ?? null,
    relay_limited_to: object.relayLimitedTo === null ? null : JSON.stringify(object.relayLimitedTo),
    enforced: object.enforced === undefined ? null : JSON.stringify(object.enforced),
    superseded_since: object.supersededSince,
    created_at: object.createdAt,
    updated_at: object.updatedAt,
    updated_by: object.updatedBy,
    declared_in: object.declaredIn === null ? null : JSON.stringify(object.declaredIn),
  };
}

/** A row as its record; inputs that a newer release has added get their defaults. */
export function decodeObject(row: ObjectTable, secretVersions: ReadonlyMap<string, string>): ObjectRecord {
  const kind = row.kind as Kind;
  return {
    kind,
    id: row.id,
    settings: withDefaults(kind, JSON.parse(row.settings) as object),
    revision: row.revision,
    selectionRevision: row.selection_revision,
    owner: decodeOwner(row),
    ownership: decodeOwnership(row),
    relayLimitedTo: row.relay_limited_to === null ? null : (JSON.parse(row.relay_limited_to) as readonly string[]),
    ...decodeEnforced(row),
    supersededSince: row.superseded_since,
    secretVersion: secretVersions.get(row.id) ?? null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    declaredIn: row.declared_in === null ? null : (JSON.parse(row.declared_in) as DeclaredIn),
  };
}

function decodeOwner({ owner_stack: stack, owner_logical_id: logicalId }: ObjectTable): Owner | null {
  return stack === null || logicalId === null ? null : { stack, logicalId };
}

function decodeOwnership(row: ObjectTable): Ownership | null {
  if (row.token_hash === null) return null;
  const run =
    row.run_id === null || row.run_started_at === null ? null : { id: row.run_id, startedAt: row.run_started_at };
  const declaredRanges = JSON.parse(row.declared_ranges ?? "[]") as readonly string[];
  return { tokenHash: row.token_hash, run, declaredRanges, formerStack: row.former_stack };
}

function decodeEnforced({ enforced }: ObjectTable): { readonly enforced?: EnforcedConnector } {
  if (enforced === null) return {};
  const { settings, entries, ...rest } = JSON.parse(enforced) as EnforcedConnector;
  return {
    enforced: {
      ...rest,
      settings: settings === null ? null : withDefaults("ReceiveConnector", settings),
      entries: entries.map((entry) => ({ ...entry, settings: withDefaults("ConnectorPermission", entry.settings) })),
    },
  };
}
