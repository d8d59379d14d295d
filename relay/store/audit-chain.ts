import { createHash } from "node:crypto";
import { canonicalJson } from "../../model";
import type { AuditEntry, AuditHead, AuditVerdict } from "./config-store";

/** Where the chain begins. */
export const EMPTY_CHAIN: AuditHead = { sequence: 0, hash: "0".repeat(64) };

/** An entry before it has its place in the chain. */
export type AuditDraft = Omit<AuditEntry, "sequence" | "previousHash" | "hash">;

/** The entry that follows `head`. */
export function chainEntry(head: AuditHead, draft: AuditDraft): AuditEntry {
  const entry = { ...draft, sequence: head.sequence + 1, previousHash: head.hash };
  return { ...entry, hash: hashEntry(entry) };
}

/** SHA-256 over the canonical JSON of everything but the hash itself. */
export function hashEntry(entry: Omit<AuditEntry, "hash">): string {
  return createHash("sha256").update(canonicalJson(entry)).digest("hex");
}

/** Walks a part of the chain that follows `head`: sequence without gaps, each hash right, each tied to the one before. */
export function verifyChain(head: AuditHead, entries: readonly AuditEntry[]): AuditVerdict {
  let last = head;
  for (const { hash, ...rest } of entries) {
    const broken = brokenLink(last, rest, hash);
    if (broken !== undefined) return { ok: false, sequence: last.sequence + 1, reason: broken };
    last = { sequence: rest.sequence, hash };
  }
  return { ok: true, head: last };
}

function brokenLink(last: AuditHead, entry: Omit<AuditEntry, "hash">, hash: string): string | undefined {
  if (entry.sequence !== last.sequence + 1) return `entry ${last.sequence + 1} is missing`;
  if (entry.previousHash !== last.hash) return "it does not follow from the entry before it";
  return hashEntry(entry) === hash ? undefined : "its content does not match its hash";
}
