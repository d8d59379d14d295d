import type { Kind } from "../settings";
import { mayWiden } from "./audit-impact";
import { matchesStackPattern } from "../write/stack-pattern";
import type { AuditAction, AuditEntry } from "./audit-entry";

/** Which entries of the audit somebody asks for: all that is given must hold. */
export interface AuditFilter {
  /** Epoch milliseconds, the first that counts. */
  readonly since?: number;
  /** Epoch milliseconds, the first that does not count any more. */
  readonly until?: number;
  /** Name of the token, without case, or its id. */
  readonly actor?: string;
  /** `organisation/project/stack`; `*` is any one part. */
  readonly stack?: string;
  readonly kind?: Kind;
  /** Name of the object, without case, or its id. */
  readonly object?: string;
  readonly action?: AuditAction;
  readonly outcome?: "applied" | "refused";
  /** Only writes by which somebody may do more, or of which that could not be told. */
  readonly widening?: boolean;
}

/** Whether an entry is one of those that are asked for. */
export function matchesAudit(entry: AuditEntry, filter: AuditFilter): boolean {
  return QUESTIONS.every((holds) => holds(entry, filter));
}

const QUESTIONS: readonly ((entry: AuditEntry, filter: AuditFilter) => boolean)[] = [
  ({ at }, { since = -Infinity, until = Infinity }) => at >= since && at < until,
  ({ tokenName, tokenId }, { actor }) => actor === undefined || isNamed(actor, tokenName, tokenId),
  ({ stack }, { stack: wanted }) => wanted === undefined || (stack !== null && matchesStackPattern(wanted, stack)),
  ({ kind }, { kind: wanted }) => wanted === undefined || kind === wanted,
  ({ name, objectId }, { object }) => object === undefined || isNamed(object, name, objectId),
  ({ action }, { action: wanted }) => wanted === undefined || action === wanted,
  ({ impact }, { widening }) => widening === undefined || mayWiden(impact) === widening,
  ({ action }, { outcome }) => outcome === undefined || (action === "refused") === (outcome === "refused"),
];

function isNamed(wanted: string, name: string, id: string | null): boolean {
  return wanted === id || wanted.toLowerCase() === name.toLowerCase();
}
