import { canonicalJson } from "../write/canonical-json";
import type { AuditEntry, AuditHead, AuditVerdict } from "./audit-entry";

/** Lower-case hex SHA-256 of a text's UTF-8 bytes. */
export type Sha256 = (text: string) => string;

/** Where the chain begins. */
export const EMPTY_CHAIN: AuditHead = { sequence: 0, hash: "0".repeat(64) };

/** An entry before it has its place in the chain. */
export type AuditDraft = Omit<AuditEntry, "sequence" | "previousHash" | "hash">;

/** The entry that follows `head`. */
export function chainEntry(head: AuditHead, draft: AuditDraft, sha256: Sha256): AuditEntry {
  const entry = { ...draft, sequence: head.sequence + 1, previousHash: head.hash };
  return { ...entry, hash: hashEntry(entry, sha256) };
}

/** SHA-256 over the canonical JSON of everything but the hash itself. */
function hashEntry(entry: Omit<AuditEntry, "hash">, sha256: Sha256): string {
  return sha256(canonicalJson(entry));
}

/** Walks a part of the chain that follows `head`: sequence without gaps, each hash right, each tied to the one before. */
export function verifyChain(head: AuditHead, entries: readonly AuditEntry[], sha256: Sha256): AuditVerdict {
  let last = head;
  for (const { hash, ...rest } of entries) {
    const broken = brokenLink(last, rest, hash, sha256);
    if (broken !== undefined) return { ok: false, sequence: last.sequence + 1, reason: broken };
    last = { sequence: rest.sequence, hash };
  }
  return { ok: true, head: last };
}

function brokenLink(
  last: AuditHead,
  entry: Omit<AuditEntry, "hash">,
  hash: string,
  sha256: Sha256,
): string | undefined {
  if (entry.sequence !== last.sequence + 1) return `entry ${last.sequence + 1} is missing`;
  if (entry.previousHash !== last.hash) return "it does not follow from the entry before it";
  return hashEntry(entry, sha256) === hash ? undefined : "its content does not match its hash";
}
