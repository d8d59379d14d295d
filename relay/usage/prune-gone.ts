import type { RecordedState } from "../../model";
import type { UsageBook } from "./usage-book";

/** Days for which figures of a connector that is gone are kept after its last use. */
export const GONE_KEPT_DAYS = 400;

/** Drops the figures of connectors and ranges that are gone for long. */
export function pruneGone(book: UsageBook, { receiveConnectors }: RecordedState, now: number): void {
  const oldest = now - GONE_KEPT_DAYS * 86_400_000;
  for (const { cell, ranges } of [...book.connectors.values()]) {
    const connector = receiveConnectors.get(cell.connectorId);
    if (connector === undefined) {
      if (cell.standing < oldest) book.forget(cell);
      continue;
    }
    for (const range of [...ranges.values()]) {
      const isGone = range.cell.standing < oldest && !connector.settings.remoteIpRanges.includes(range.cell.name);
      if (isGone) book.forget(range.cell);
    }
  }
}
