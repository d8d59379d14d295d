import { compareRanges, type IpRange } from "../ip-range";
import type { ImpactKind, ImpactRow, Severity } from "./impact-report";

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];
const KINDS: readonly ImpactKind[] = ["widened", "side-effect", "moved", "narrowed"];

/** The rows of a report: worst first, then by kind, then by address, then by what is asked there. */
export function inOrder(rows: readonly ImpactRow[]): readonly ImpactRow[] {
  const texts = new Map(rows.map((row) => [row, textOf(row)]));
  return [...rows].sort((a, b) => compare(a, b) || compareTexts(texts.get(a) ?? "", texts.get(b) ?? ""));
}

function compare(a: ImpactRow, b: ImpactRow): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    compareRanges(a.box.addresses[0] as IpRange, b.box.addresses[0] as IpRange)
  );
}

function textOf({ witness: { local, session, sender, recipient } }: ImpactRow): string {
  return JSON.stringify([local.address, local.port, session, sender, recipient]);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
