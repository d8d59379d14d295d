import type { Kysely } from "kysely";
import {
  type AuditHead,
  type AuditVerdict,
  collectTargets,
  EMPTY_CHAIN,
  type RevertTargets,
  verifyChain,
} from "../../model";
import { readAudit } from "./audit-table";
import type { ConfigSchema } from "./config-schema";
import { sha256 } from "./sha256";

/** Entries read at once. */
const PAGE = 500;

/** What every object was at a revision that was written since, or where the audit is broken. */
export type ReadTargets =
  | { readonly ok: true; readonly targets: RevertTargets }
  | (Extract<AuditVerdict, { readonly ok: false }> & { readonly targets?: never });

/**
 * Reads what the objects were at a revision from the audit after it. Each entry is verified on the way: nobody's state is
 * put back from an audit that was tampered with.
 */
export async function readTargets(
  db: Kysely<ConfigSchema>,
  { revision, known }: { readonly revision: number; readonly known: AuditHead },
): Promise<ReadTargets> {
  let head = await headAt(db, revision);
  let targets: RevertTargets = new Map();
  while (head !== undefined && head.sequence < known.sequence) {
    const part = { afterSequence: head.sequence, beforeSequence: known.sequence + 1, limit: PAGE };
    const entries = await readAudit(db, part);
    const verdict = verifyChain(head, entries, sha256);
    if (!verdict.ok) return verdict;
    if (entries.length === 0) return { ok: false, sequence: head.sequence + 1, reason: "it is missing" };
    targets = collectTargets(targets, entries);
    head = verdict.head;
    // The store's thread checks tokens too: the whole API waits for it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (head === undefined || head.hash === known.hash) return { ok: true, targets };
  return { ok: false, sequence: known.sequence, reason: "it is not the entry that the store knows" };
}

/** The last entry before the first one that changed anything after the revision; undefined: nothing was changed since. */
async function headAt(db: Kysely<ConfigSchema>, revision: number): Promise<AuditHead | undefined> {
  const first = await db
    .selectFrom("audit")
    .select("sequence")
    .where("revision", ">", revision)
    .orderBy("sequence")
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) return undefined;
  const before = await db
    .selectFrom("audit")
    .select(["sequence", "hash"])
    .where("sequence", "=", first.sequence - 1)
    .executeTakeFirst();
  return before ?? EMPTY_CHAIN;
}
