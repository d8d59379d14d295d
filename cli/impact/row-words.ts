import {
  answerWords,
  boxWords,
  countWords,
  effectWords,
  formatInstant,
  type ImpactKind,
  type ImpactReport,
  type ImpactRow,
  type ProxyChange,
  type RelayProbe,
  type RouteChange,
  type RouteEnd,
  listWords,
  rangesWords,
  type Severity,
  type SeverityReason,
} from "../../model";
import { plural } from "../text/plural";

/** A row in words, part by part. */
export interface RowWords {
  /** `WIDENED`, or `WIDENED to relay`. */
  readonly title: string;
  readonly count: string;
  readonly ranges: string;
  /** Everything of the box but its addresses. */
  readonly who: string;
  readonly before: string;
  readonly after: string;
  readonly effects: readonly string[];
  readonly reasons: readonly string[];
  /** `192.168.2.1  MAIL FROM:<a@other.example>  RCPT TO:<b@outside.example>`. */
  readonly witness: string;
}

export function rowWords(row: ImpactRow): RowWords {
  const { kind, box, before, after, witness, changedEffects, severityReasons } = row;
  return {
    title: KINDS[kind],
    count: countWords(box.addresses),
    ranges: rangesWords(box.addresses),
    who: boxWords(box),
    before: answerWords(before),
    after: answerWords(after),
    effects: changedEffects.map((effect) => effectWords(effect, row)),
    reasons: severityReasons.map((reason) => REASONS[reason]),
    witness: witnessWords(witness),
  };
}

/** A row and when its difference begins; "": at once. */
export interface TimedRow {
  readonly row: ImpactRow;
  /** `after 2027-01-31T00:00:00Z`: what allowed it before has ended by then. */
  readonly when: string;
}

/** The rows of now, and behind them those of what lasts longer than before. */
export function timedRows({ rows, later = [] }: Pick<ImpactReport, "rows" | "later">): readonly TimedRow[] {
  return [
    ...rows.map((row) => ({ row, when: "" })),
    ...later.flatMap(({ at, rows: those }) => those.map((row) => ({ row, when: `after ${formatInstant(at)}` }))),
  ];
}

export const KINDS: Readonly<Record<ImpactKind, string>> = {
  widened: "WIDENED",
  narrowed: "NARROWED",
  moved: "MOVED",
  "side-effect": "SIDE EFFECT",
};

const REASONS: Readonly<Record<SeverityReason, string>> = {
  "public-addresses": "public addresses",
  "anonymous-relay": "anonymous relay",
  "any-sender-to-any-recipient": "any sender to any recipient",
  "externally-secured-network": "an externally secured network and not single hosts",
  "proxy-in-range": "a trusted proxy is in the range",
  "password-in-clear": "a password may cross the network in clear",
};

export function witnessWords({ client, sender, recipient }: RelayProbe): string {
  return `${client}  MAIL FROM:<${sender}>  RCPT TO:<${recipient}>`;
}

/** `1 widened, 2 narrowed; worst: high`, or that there is no difference. */
export function summaryWords(report: ImpactReport): string {
  const { rows, routes, proxies, unknowns, clearAuth = [] } = report;
  const all = timedRows(report);
  const kinds = Object.keys(KINDS) as ImpactKind[];
  const counts = kinds
    .map((kind) => ({ kind, count: rows.filter((row) => row.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => (kind === "side-effect" ? plural(count, "side effect") : `${count} ${kind}`));
  const parts = [
    ...counts,
    ...(all.length === rows.length ? [] : [`${all.length - rows.length} for longer than before`]),
    ...(routes.length === 0 ? [] : [plural(routes.length, "route")]),
    ...(proxies.added.length + proxies.removed.length === 0 ? [] : ["trusted proxies"]),
    ...(clearAuth.length === 0 ? [] : ["passwords in clear"]),
    ...(unknowns.length === 0
      ? []
      : [plural(unknowns.length, "value that cannot be known yet", "values that cannot be known yet")]),
  ];
  if (parts.length === 0) return "nothing changes";
  const worst = worstOf(all.map(({ row }) => row));
  return `${parts.join(", ")}${worst === undefined ? "" : `; worst: ${worst}`}`;
}

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

function worstOf(rows: readonly ImpactRow[]): Severity | undefined {
  return SEVERITIES.find((severity) => rows.some((row) => row.severity === severity));
}

/** `mail to contoso.com: "Out" to mx:25 -> held, no route`. */
export function routeWords({ domains, before, after }: RouteChange): string {
  const whose = domains.map((domain) => (domain === "*" ? "every other domain" : domain));
  return `mail to ${listWords(whose)}: ${endWords(before)} -> ${endWords(after)}`;
}

function endWords(end: RouteEnd | null): string {
  if (end === null) return "held, no route";
  return `"${end.sendConnector}" to ${listWords(end.nextHops)} (TLS: ${end.tls})`;
}

/** Lines on who may claim any client address. */
export function proxyWords({ added, removed }: ProxyChange): readonly string[] {
  return [
    ...(added.length === 0 ? [] : [`${rangesWords(added)} may claim every client address: now a trusted proxy`]),
    ...(removed.length === 0 ? [] : [`${rangesWords(removed)} may no longer claim client addresses`]),
  ];
}
