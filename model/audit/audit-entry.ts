import type { AuditImpact } from "./audit-impact";
import type { ErrorCode } from "../error-catalogue";
import type { Kind, SettingsOf } from "../settings";
import type { Owner } from "../stored-object";
import type { SecretChange } from "../write/prepared-secret";
import type { WriteAction } from "../write/write-plan";

/** What an audit entry can be about; `refused` writes changed nothing. */
export const AUDIT_ACTIONS = [
  "create",
  "adopt",
  "take-over",
  "update",
  "delete",
  "claim",
  "refused",
  "create-token",
  "revoke-token",
  "freeze",
  "unfreeze",
] as const satisfies readonly (WriteAction | (string & {}))[];

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

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
  /** Address that the request came from, which may be a reverse proxy's; absent: from the host itself. */
  readonly address?: string;
  readonly action: AuditAction;
  /** Null for what is about no object: tokens, freeze. */
  readonly kind: Kind | null;
  readonly objectId: string | null;
  /** Name of the object for people: connector name, domain, `principal on connector`, token name. */
  readonly name: string;
  /** Settings and owner before and after; secrets left out. */
  readonly before: AuditedState | null;
  readonly after: AuditedState | null;
  /** What became of the object's password; absent: nothing. The password itself is in no entry, nor its hash. */
  readonly secret?: SecretChange;
  /** Only for refused writes. */
  readonly code: ErrorCode | null;
  readonly detail: string | null;
  /** Why this was written although the configuration was frozen; absent: it was not frozen. */
  readonly breakGlass?: string;
  /** The revision whose state this write put back; absent: it is no part of a revert. */
  readonly revertTo?: number;
  /** What the whole write changed for the world; on the last of its entries. Absent: nothing was written, or earlier. */
  readonly impact?: AuditImpact;
  /** Lower-case hex SHA-256; 64 zeros for the first entry. */
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditedState {
  readonly settings: SettingsOf[Kind] | Readonly<Record<string, unknown>>;
  readonly owner: Owner | null;
}

/** The last entry of a chain: kept elsewhere, it shows later whether the audit was cut or rewritten. */
export interface AuditHead {
  /** 0 when nothing was written yet. */
  readonly sequence: number;
  readonly hash: string;
}

/** Outcome of walking the chain, or a part of it. */
export type AuditVerdict =
  | { readonly ok: true; readonly head: AuditHead }
  | { readonly ok: false; readonly sequence: number; readonly reason: string };
