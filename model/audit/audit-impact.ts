import type { DecidedBy } from "../decision";
import type { IpRange } from "../ip-range";
import { formatReply } from "../replies";
import type { ImpactKind, ImpactReport, ImpactRow, Severity, SeverityReason } from "../impact/impact-report";
import type { RelayAnswer, RelayVerdict } from "../impact/relay-answer";
import { wideningRows } from "../impact/widening-rows";
import { countWords, rangeTexts } from "../impact/words/address-words";
import { entryWords } from "../impact/words/answer-words";
import { recipientsWords, sendersWords } from "../impact/words/mail-words";
import { endpointWords, endpointsWords, identityWords, sessionsWords } from "../impact/words/session-words";

/** What a write changed for the world, as its audit entry keeps it: plain JSON, in words, of bounded size. */
export type AuditImpact =
  | {
      readonly known: true;
      /** Rows of each kind, left out ones too. */
      readonly counts: Readonly<Record<ImpactKind, number>>;
      /** Null: nothing changed for anybody. */
      readonly worst: Severity | null;
      /** The worst first, as many as there is room for. */
      readonly rows: readonly AuditImpactRow[];
      /** True: somebody may do more by it though no answer rises, or for longer. Absent: nobody, or an older entry. */
      readonly raised?: true;
      /** Rows that there was no room for. */
      readonly leftOut: number;
      /** Changes of where mail leaves. */
      readonly routes: number;
      /** Networks whose PROXY header is believed from now on, and no longer. */
      readonly proxies: { readonly added: readonly string[]; readonly removed: readonly string[] };
    }
  /** It could not be told; the write was made all the same. */
  | { readonly known: false; readonly reason: string };

export interface AuditImpactRow {
  readonly kind: ImpactKind;
  readonly severity: Severity;
  readonly reasons: readonly SeverityReason[];
  /** CIDR blocks, or spans where those are fewer to tell (rangeTexts); the first of them. */
  readonly addresses: readonly string[];
  /** All of them counted: `254 addresses`. */
  readonly count: string;
  readonly who: string;
  readonly senders: string;
  readonly recipients: string;
  readonly endpoints: string;
  readonly before: AuditAnswer;
  readonly after: AuditAnswer;
  readonly effects: readonly string[];
  /** A client that sees the difference. */
  readonly witness: {
    readonly client: string;
    readonly local: string;
    readonly tls: boolean;
    readonly identity: string;
    readonly sender: string;
    readonly recipient: string;
  };
}

/** Who answers what to the row's clients. */
export interface AuditAnswer {
  readonly verdict: RelayVerdict;
  readonly connector: string | null;
  /** In words; null: no entry decides. */
  readonly entry: string | null;
  readonly reply: string;
}

const MOST_ROWS = 20;
const MOST_ADDRESSES = 8;
const MOST_PROXIES = 16;
/** Characters of JSON that the rows of one entry may have. */
const LONGEST = 8_192;

/** A report in the size of an audit entry. */
export function auditImpact(report: ImpactReport): AuditImpact {
  const { rows, later = [], routes, proxies, clearAuth = [] } = report;
  const kept = fitting(rows);
  const isRaised =
    clearAuth.length > 0 || later.length > 0 || wideningRows(report).some(({ kind }) => kind !== "widened");
  return {
    known: true,
    counts: countsOf(rows),
    worst: rows[0]?.severity ?? null,
    rows: kept,
    ...(isRaised ? { raised: true } : {}),
    leftOut: rows.length - kept.length,
    routes: routes.length,
    proxies: { added: networksOf(proxies.added), removed: networksOf(proxies.removed) },
  };
}

function networksOf(ranges: readonly IpRange[]): readonly string[] {
  return rangeTexts(ranges).slice(0, MOST_PROXIES);
}

/** Whether somebody may do more since a write; one that could not be told might. */
export function mayWiden(impact: AuditImpact | undefined): boolean {
  if (impact === undefined) return false;
  return !impact.known || impact.counts.widened > 0 || impact.raised === true || impact.proxies.added.length > 0;
}

function countsOf(rows: readonly ImpactRow[]): Readonly<Record<ImpactKind, number>> {
  const count = (wanted: ImpactKind) => rows.filter(({ kind }) => kind === wanted).length;
  return {
    widened: count("widened"),
    narrowed: count("narrowed"),
    moved: count("moved"),
    "side-effect": count("side-effect"),
  };
}

function fitting(rows: readonly ImpactRow[]): readonly AuditImpactRow[] {
  const kept: AuditImpactRow[] = [];
  let length = 0;
  for (const row of rows.slice(0, MOST_ROWS)) {
    const words = rowOf(row);
    length += JSON.stringify(words).length;
    if (length > LONGEST) break;
    kept.push(words);
  }
  return kept;
}

function rowOf({ kind, severity, severityReasons, box, before, after, witness, changedEffects }: ImpactRow) {
  const { client, local, session, sender, recipient } = witness;
  const identity = identityWords(session.identity);
  return {
    kind,
    severity,
    reasons: severityReasons,
    addresses: rangeTexts(box.addresses).slice(0, MOST_ADDRESSES),
    count: countWords(box.addresses),
    who: sessionsWords(box.sessions),
    senders: sendersWords(box.senders),
    recipients: recipientsWords(box.recipients),
    endpoints: endpointsWords(box.endpoints),
    before: answerOf(before),
    after: answerOf(after),
    effects: changedEffects,
    witness: { client, local: endpointWords(local), tls: session.tls, identity, sender, recipient },
  };
}

function answerOf({ verdict, connector, by, reply }: RelayAnswer): AuditAnswer {
  return { verdict, connector, entry: entryOf(by), reply: formatReply(reply) };
}

function entryOf(by: DecidedBy): string | null {
  return entryWords(by) ?? null;
}
