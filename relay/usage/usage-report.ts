import { entriesByConnector, type ObjectRecord, type RecordedState } from "../../model";
import { reportRights } from "./report-rights";
import { countsOf, type ReportedClient, type ReportedConnector, type ReportedRange, useOf } from "./reported-use";
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
    observed: connector?.enforced === undefined ? null : observedOf(connector.enforced.since, cells),
  };
}

function observedOf(since: number, cells: ConnectorCells | undefined): ReportedConnector["observed"] {
  const refusals = [...(cells?.refusals.values() ?? [])].map(({ cell, clients }) => {
    return { reason: cell.name, ...countsOf(cell), clients: clientsOf(clients) };
  });
  return { since, refusals };
}

function clientsOf(clients: ReadonlyMap<string, UsageCell>): readonly ReportedClient[] {
  return [...clients.values()].map((cell) => ({ client: cell.part, ...countsOf(cell) }));
}

function rangesOf(connector: Connector | undefined, cells: ConnectorCells | undefined, since: number) {
  // While it is observed only, the ranges of before are what it serves.
  const enforced = connector?.enforced?.settings?.remoteIpRanges ?? [];
  const configured = [...new Set([...(connector?.settings.remoteIpRanges ?? []), ...enforced])];
  const isConfigured = new Set(configured);
  const known = cells?.ranges ?? new Map<string, RangeCells>();
  const gone = [...known.keys()].filter((range) => !isConfigured.has(range));
  return [...configured, ...gone].map((range): ReportedRange => {
    const { cell, clients } = known.get(range) ?? { cell: undefined, clients: new Map<string, UsageCell>() };
    return { range, isGone: !isConfigured.has(range), ...useOf(cell, since), clients: clientsOf(clients) };
  });
}
