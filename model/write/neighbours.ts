import type { ReceiveConnectorSettings } from "../settings";
import type { ObjectRecord } from "./recorded-object";
import { selectorOf } from "./selector";

type Connector = ObjectRecord<"ReceiveConnector">;
type Connectors = ReadonlyMap<string, Connector>;

/** From the first to the last client address of one family. IPv6 loses digits, evenly: spans that meet still do. */
interface Span {
  readonly family: 4 | 6;
  readonly first: number;
  readonly last: number;
}

interface Row extends Span {
  readonly connector: Connector;
}

// A collection never changes in place; each one's rows come from those of the one before.
const ROWS = new WeakMap<Connectors, readonly Row[]>();

/** Connectors with clients between the same addresses as these settings: all that can conflict with them, and few others. */
export function neighbours(connectors: Connectors, settings: ReceiveConnectorSettings): readonly Connector[] {
  const found = new Set<Connector>();
  const rows = ROWS.get(connectors) ?? readRows(connectors);
  for (const { family, first, last } of spansOf(settings)) {
    for (const row of rows) {
      if (row.first <= last && first <= row.last && row.family === family) found.add(row.connector);
    }
  }
  return [...found];
}

/** Lets a collection that was made from another one by a few changes be searched without reading all of it again. */
export function followNeighbours(before: Connectors, after: Connectors, put: readonly Connector[]): void {
  const rows = ROWS.get(before);
  if (rows === undefined) return;
  const isThere = (connector: Connector) => after.get(connector.id) === connector;
  const kept = rows.filter(({ connector }) => isThere(connector));
  ROWS.set(after, [...kept, ...put.filter(isThere).flatMap(rowsOf)]);
}

function readRows(connectors: Connectors): readonly Row[] {
  const rows = [...connectors.values()].flatMap(rowsOf);
  ROWS.set(connectors, rows);
  return rows;
}

function rowsOf(connector: Connector): readonly Row[] {
  const { settings, enforced } = connector;
  const spans = [...spansOf(settings), ...(enforced?.settings == null ? [] : spansOf(enforced.settings))];
  return spans.map((span) => ({ ...span, connector }));
}

function spansOf(settings: ReceiveConnectorSettings): readonly Span[] {
  return selectorOf(settings).spans.map(({ family, first, last }) => ({
    family,
    first: Number(first),
    last: Number(last),
  }));
}
