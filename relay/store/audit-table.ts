import type { Kysely, Transaction } from "kysely";
import {
  type AuditDraft,
  type AuditEntry,
  type AuditHead,
  type AuditVerdict,
  chainEntry,
  changedProperties,
  type ChangedBy,
  EMPTY_CHAIN,
  isoTime,
  type ObjectRecord,
  verifyChain,
} from "../../model";
import type { ConfigSchema } from "./config-schema";
import type { AuditQuery } from "./config-store";
import { sha256 } from "./sha256";

/** Entries read at once when the whole chain is walked. */
const PAGE = 500;

/** Appends to the chain and answers with its new head. */
export async function appendAudit(
  db: Transaction<ConfigSchema>,
  head: AuditHead,
  drafts: readonly AuditDraft[],
): Promise<AuditHead> {
  let last = head;
  for (const draft of drafts) {
    const entry = chainEntry(last, draft, sha256);
    const { hash, ...body } = entry;
    const { sequence, objectId, revision, action } = entry;
    const row = { sequence, object_id: objectId, revision, action, body: JSON.stringify(body), hash };
    await db.insertInto("audit").values(row).execute();
    last = { sequence, hash };
  }
  return last;
}

export async function readAudit(
  db: Kysely<ConfigSchema>,
  { afterSequence = 0, beforeSequence, order, limit }: AuditQuery,
): Promise<readonly AuditEntry[]> {
  const rows = await db
    .selectFrom("audit")
    .select(["body", "hash"])
    .where("sequence", ">", afterSequence)
    .$if(beforeSequence !== undefined, (query) => query.where("sequence", "<", beforeSequence ?? 0))
    .orderBy("sequence", order === "newest-first" ? "desc" : "asc")
    .limit(limit)
    .execute();
  return rows.map(decodeEntry);
}

export async function readAuditHead(db: Kysely<ConfigSchema>): Promise<AuditHead> {
  const row = await db.selectFrom("audit").select(["sequence", "hash"]).orderBy("sequence", "desc").executeTakeFirst();
  return row ?? EMPTY_CHAIN;
}

/** Walks the whole chain in pages, and looks for the head that the store knows: at its end, or where it was then. */
export async function verifyAuditTable(
  db: Kysely<ConfigSchema>,
  { known, writers }: { readonly known: AuditHead; readonly writers: "this-host" | "several-hosts" },
): Promise<AuditVerdict> {
  let head = EMPTY_CHAIN;
  let isKnownMet = known.sequence === 0;
  for (;;) {
    const entries = await readAudit(db, { afterSequence: head.sequence, limit: PAGE });
    const verdict = verifyChain(head, entries, sha256);
    if (!verdict.ok) return verdict;
    isKnownMet ||= entries.some(({ sequence, hash }) => sequence === known.sequence && hash === known.hash);
    head = verdict.head;
    if (entries.length < PAGE) break;
  }
  const hasGrown = writers === "several-hosts" && head.sequence > known.sequence;
  if (isKnownMet && (hasGrown || head.sequence === known.sequence)) return { ok: true, head };
  return { ok: false, sequence: head.sequence + 1, reason: `entry ${head.sequence + 1} is missing` };
}

/** Who changed an object after a revision, and what differs from then to now. Null when the audit knows of nothing. */
export async function changedSince(
  db: Kysely<ConfigSchema>,
  object: ObjectRecord,
  revision: number,
): Promise<ChangedBy | null> {
  // There may be more of them than fit in memory.
  const since = db
    .selectFrom("audit")
    .select(["body", "hash"])
    .where("object_id", "=", object.id)
    .where("revision", ">", revision)
    .where("action", "!=", "refused");
  const [first, last] = [
    await since.orderBy("sequence", "asc").limit(1).executeTakeFirst().then(decodeFound),
    await since.orderBy("sequence", "desc").limit(1).executeTakeFirst().then(decodeFound),
  ];
  if (first === undefined || last === undefined) return null;
  // No setting has this name, and within a text its quotes would be escaped.
  const withSecret = since.where("body", "like", '%"secret":%').limit(1);
  const actor = last.stack === null ? `${last.tokenName} (by hand)` : `${last.tokenName} for stack ${last.stack}`;
  const changed = changedProperties(first.before?.settings ?? {}, object.settings);
  const properties = (await withSecret.executeTakeFirst()) === undefined ? changed : [...changed, "password"];
  return { actor, at: isoTime(last.at), action: last.action, properties };
}

function decodeFound(row: Parameters<typeof decodeEntry>[0] | undefined): AuditEntry | undefined {
  return row === undefined ? undefined : decodeEntry(row);
}

function decodeEntry({ body, hash }: { readonly body: string; readonly hash: string }): AuditEntry {
  return { ...(JSON.parse(body) as Omit<AuditEntry, "hash">), hash };
}
