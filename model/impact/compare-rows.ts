import { compareRanges, type IpRange } from "../ip-range";
import type { ImpactKind, ImpactRow, Severity } from "./impact-report";

const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];
const KINDS: readonly ImpactKind[] = ["widened", "side-effect", "moved", "narrowed"];

/** Order of a report: worst first, then by kind, then by address, then by what is plainest to read. */
export function compareRows(a: ImpactRow, b: ImpactRow): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    compareRanges(a.box.addresses[0] as IpRange, b.box.addresses[0] as IpRange) ||
    compareTexts(textOf(a), textOf(b))
  );
}

function textOf({ witness }: ImpactRow): string {
  return JSON.stringify([witness.local, witness.session, witness.sender, witness.recipient]);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
