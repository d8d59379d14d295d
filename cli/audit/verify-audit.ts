import { createHash } from "node:crypto";
import { type AuditHead, type AuditVerdict, EMPTY_CHAIN, verifyChain } from "../../model";
import { auditEntry, type AuditItem } from "./audit-item";

/** A head of the chain that was kept elsewhere: in a stack's outputs, a log, a ticket. */
export interface KnownHead {
  /** Null: not noted, the hash is enough. */
  readonly sequence: number | null;
  readonly hash: string;
}

/** Outcome of a walk along the chain. */
export interface AuditCheck {
  readonly ok: boolean;
  /** Entries that are right, up to the first that is not. */
  readonly entries: number;
  /** Where the walk began: 1, or later for a part of an audit. */
  readonly first: number;
  /** The last entry that is right. */
  readonly head: AuditHead;
  /** The first entry that is not as it was written; null: none. */
  readonly broken: { readonly sequence: number; readonly reason: string } | null;
  /** Whether the head that was kept elsewhere is in the chain; null: none was given. */
  readonly knownHead: "found" | "missing" | null;
}

/** Computes every hash anew, here and not on the host, and compares with what is known from elsewhere. */
export async function verifyAudit(
  pages: AsyncIterable<readonly AuditItem[]>,
  known: KnownHead | null,
): Promise<AuditCheck> {
  const walk = new ChainWalk(known);
  for await (const items of pages) if (!walk.take(items)) break;
  return walk.result();
}

class ChainWalk {
  private first: number | undefined;
  private entries = 0;
  private verdict: AuditVerdict = { ok: true, head: EMPTY_CHAIN };
  private head = EMPTY_CHAIN;
  private isFound = false;

  constructor(private readonly known: KnownHead | null) {}

  /** False: broken, the rest proves nothing. */
  take(items: readonly AuditItem[]): boolean {
    for (const item of items) {
      this.begin(item);
      this.verdict = verifyChain(this.head, [auditEntry(item)], sha256);
      if (!this.verdict.ok) return false;
      this.head = this.verdict.head;
      this.entries += 1;
      this.isFound ||= isKnown(this.head, this.known);
    }
    return true;
  }

  result(): AuditCheck {
    const { first = 1, entries, head, known, verdict } = this;
    const knownHead = known === null ? null : this.isFound || isKnown(head, known) ? "found" : "missing";
    const broken = verdict.ok ? null : { sequence: verdict.sequence, reason: verdict.reason };
    return { ok: verdict.ok && knownHead !== "missing", entries, first, head, broken, knownHead };
  }

  // A part of an audit follows from an entry that is not in it.
  private begin({ sequence, previousHash }: AuditItem): void {
    if (this.first !== undefined) return;
    this.first = sequence;
    if (sequence > 1) this.head = { sequence: sequence - 1, hash: previousHash };
  }
}

function isKnown({ sequence, hash }: AuditHead, known: KnownHead | null): boolean {
  return known !== null && hash === known.hash && (known.sequence === null || known.sequence === sequence);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
