import { entriesByConnector, type ObjectRecord, type RecordedState } from "../../model";
import { reportRights } from "./report-rights";
import { countsOf, type ReportedConnector, type ReportedRange, useOf } from "./reported-use";
import type { ConnectorCells, RangeCells, UsageBook } from "./usage-book";
import type { UsageCell } from "./usage-cell";

type Connector = ObjectRecord<"ReceiveConnector">;

export interface ReportParts {
  readonly book: UsageBook;
  readonly state: RecordedState;
}

/** Ids of all connectors that there is something to say of, in code-unit order. */
export function reportedIds({ book, state }: ReportParts): readonly string[] {
  return [...new Set([...state.receiveConnectors.keys(), ...book.connectors.keys()])].sort();
}

/** Everything counted of one connector, and what of it was never used. */
export function reportConnector({ book, state }: ReportParts, id: string): ReportedConnector {
  const connector = state.receiveConnectors.get(id);
  const cells = book.connectors.get(id);
  const since = Math.max(book.since, connector?.createdAt ?? 0, cells?.cell.since ?? 0);
  const permissions = entriesByConnector(state.connectorPermissions).get(id) ?? [];
  return {
    connectorId: id,
    name: connector?.settings.name ?? cells?.cell.label ?? "",
    isGone: connector === undefined,
    isEnabled: connector?.settings.enabled ?? false,
    owner: connector?.owner ?? null,
    ...useOf(cells?.cell, since),
    ranges: rangesOf(connector, cells, since),
    principals: [...(cells?.principals.values() ?? [])].map((cell) => ({ principal: cell.name, ...countsOf(cell) })),
    rights: reportRights({ connector, cells, since, permissions }),
  };
}

function rangesOf(connector: Connector | undefined, cells: ConnectorCells | undefined, since: number) {
  const configured = connector?.settings.remoteIpRanges ?? [];
  const isConfigured = new Set(configured);
  const known = cells?.ranges ?? new Map<string, RangeCells>();
  const gone = [...known.keys()].filter((range) => !isConfigured.has(range));
  return [...configured, ...gone].map((range): ReportedRange => {
    const { cell, clients } = known.get(range) ?? { cell: undefined, clients: new Map<string, UsageCell>() };
    const seen = [...clients.values()].map((client) => ({ client: client.part, ...countsOf(client) }));
    return { range, isGone: !isConfigured.has(range), ...useOf(cell, since), clients: seen };
  });
}
