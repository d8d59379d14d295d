import { COARSEST, placeAt } from "./client-place";
import { type CellKind, UsageCell } from "./usage-cell";

/** Counters of one client range, or of one reason to refuse. */
export interface RangeCells {
  readonly cell: UsageCell;
  readonly clients: Map<string, UsageCell>;
}

/** Counters of one connector. */
export interface ConnectorCells {
  readonly cell: UsageCell;
  readonly ranges: Map<string, RangeCells>;
  /** By reason. */
  readonly refusals: Map<string, RangeCells>;
  readonly principals: Map<string, UsageCell>;
  /** By entry, then by right. */
  readonly rights: Map<string, Map<string, UsageCell>>;
}

export interface UsageBookLimits {
  /** Counters of all kinds together. */
  readonly cells: number;
  /** Clients of one range before they are kept more coarsely. */
  readonly clientsPerRange: number;
}

const DEFAULT_LIMITS: UsageBookLimits = { cells: 50_000, clientsPerRange: 256 };

/** Share of the counters that goes when there are too many, so that making room is rare. */
const ROOM = 0.1;

/**
 * Every counter of a host, in memory and bounded: those not used for longest go first. What was forgotten moves `since`
 * on, so that nothing is ever taken for unused because its counter had to go.
 */
export class UsageBook {
  /** Since when the book is complete, epoch milliseconds. */
  since: number;
  readonly connectors = new Map<string, ConnectorCells>();
  private readonly limits: UsageBookLimits;
  private count = 0;
  private dirty: UsageCell[] = [];
  private hasForgotten = false;

  constructor(since: number, limits: Partial<UsageBookLimits> = {}) {
    this.since = since;
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  get size(): number {
    return this.count;
  }

  /** Far beyond the limit: room is due now, not only at the next write. */
  get isOverfull(): boolean {
    return this.count > this.limits.cells * (1 + ROOM);
  }

  connector(id: string): ConnectorCells {
    const known = this.connectors.get(id);
    if (known !== undefined) return known;
    const cell = this.make("connector", id, "", "");
    const cells: ConnectorCells = {
      cell,
      ranges: new Map(),
      refusals: new Map(),
      principals: new Map(),
      rights: new Map(),
    };
    this.connectors.set(id, cells);
    return cells;
  }

  range(connector: ConnectorCells, range: string): RangeCells {
    const known = connector.ranges.get(range);
    if (known !== undefined) return known;
    const cells: RangeCells = { cell: this.make("range", connector.cell.connectorId, range, ""), clients: new Map() };
    connector.ranges.set(range, cells);
    return cells;
  }

  refusal(connector: ConnectorCells, reason: string): RangeCells {
    const known = connector.refusals.get(reason);
    if (known !== undefined) return known;
    const cells: RangeCells = {
      cell: this.make("refusal", connector.cell.connectorId, reason, ""),
      clients: new Map(),
    };
    connector.refusals.set(reason, cells);
    return cells;
  }

  client(range: RangeCells, client: string): UsageCell {
    const place = placeAt(range.cell.level, client);
    const known = range.clients.get(place);
    if (known !== undefined) return known;
    const { kind, connectorId, name } = range.cell;
    const cell = this.make(kind === "refusal" ? "refused" : "client", connectorId, name, place);
    range.clients.set(place, cell);
    if (range.clients.size <= this.limits.clientsPerRange || range.cell.level === COARSEST) return cell;
    this.coarsen(range);
    return this.client(range, client);
  }

  principal(connector: ConnectorCells, name: string): UsageCell {
    const known = connector.principals.get(name);
    if (known !== undefined) return known;
    const cell = this.make("principal", connector.cell.connectorId, name, "");
    connector.principals.set(name, cell);
    return cell;
  }

  right(connector: ConnectorCells, entry: string, right: string): UsageCell {
    let rights = connector.rights.get(entry);
    if (rights === undefined) connector.rights.set(entry, (rights = new Map<string, UsageCell>()));
    const known = rights.get(right);
    if (known !== undefined) return known;
    const cell = this.make("right", connector.cell.connectorId, entry, right);
    rights.set(right, cell);
    return cell;
  }

  /** To be called after a counter was changed. */
  touch(cell: UsageCell): void {
    if (cell.isDirty) return;
    cell.isDirty = true;
    this.dirty.push(cell);
  }

  /** What was changed since the last call; `isWhole` when counters are gone that were there. */
  takeDirty(): { readonly cells: readonly UsageCell[]; readonly isWhole: boolean } {
    const isWhole = this.hasForgotten;
    for (const cell of this.dirty) cell.isDirty = false;
    const cells = isWhole ? [...this.cells()] : this.dirty;
    this.dirty = [];
    this.hasForgotten = false;
    return { cells, isWhole };
  }

  /** Drops the longest unused counters when there are too many. Not while a counter is in use. */
  makeRoom(): void {
    if (this.count <= this.limits.cells) return;
    const oldest = [...this.cells()].sort((a, b) => a.standing - b.standing || RANK[b.kind] - RANK[a.kind]);
    const surplus = oldest.slice(0, this.count - Math.floor(this.limits.cells * (1 - ROOM)));
    for (const cell of surplus) this.forget(cell);
    this.since = Math.max(this.since, ...surplus.slice(-1).map(({ standing }) => standing));
  }

  *cells(): Generator<UsageCell> {
    for (const { cell, ranges, refusals, principals, rights } of this.connectors.values()) {
      yield cell;
      for (const range of [...ranges.values(), ...refusals.values()]) {
        yield range.cell;
        yield* range.clients.values();
      }
      yield* principals.values();
      for (const byRight of rights.values()) yield* byRight.values();
    }
  }

  /** Takes a counter out, and what hangs on it. */
  forget({ kind, connectorId, name, part }: UsageCell): void {
    const connector = this.connectors.get(connectorId);
    if (connector === undefined) return;
    this.hasForgotten = true;
    if (kind === "principal") this.count -= Number(connector.principals.delete(name));
    else if (kind === "right") this.count -= Number(connector.rights.get(name)?.delete(part) ?? false);
    else if (kind === "client") this.count -= Number(connector.ranges.get(name)?.clients.delete(part) ?? false);
    else if (kind === "refused") this.count -= Number(connector.refusals.get(name)?.clients.delete(part) ?? false);
    else if (kind === "range") this.forgetRange(connector.ranges, name);
    else if (kind === "refusal") this.forgetRange(connector.refusals, name);
    else this.forgetConnector(connector);
  }

  private forgetRange(ranges: Map<string, RangeCells>, range: string): void {
    const cells = ranges.get(range);
    if (cells === undefined) return;
    ranges.delete(range);
    this.count -= 1 + cells.clients.size;
  }

  private forgetConnector(connector: ConnectorCells): void {
    for (const ranges of [connector.ranges, connector.refusals]) {
      for (const range of [...ranges.keys()]) this.forgetRange(ranges, range);
    }
    this.count -= 1 + connector.principals.size;
    for (const rights of connector.rights.values()) this.count -= rights.size;
    this.connectors.delete(connector.cell.connectorId);
  }

  private coarsen(range: RangeCells): void {
    range.cell.level++;
    this.touch(range.cell);
    const finer = [...range.clients.values()];
    range.clients.clear();
    this.count -= finer.length;
    for (const cell of finer) {
      const coarser = this.client(range, cell.part);
      coarser.absorb(cell);
      this.touch(coarser);
    }
  }

  private make(kind: CellKind, connectorId: string, name: string, part: string): UsageCell {
    this.count++;
    return new UsageCell(kind, connectorId, name, part);
  }
}

/** Of counters of equal age those go first that others do not hang on. */
const RANK: Readonly<Record<CellKind, number>> = {
  connector: 0,
  range: 1,
  refusal: 1,
  client: 2,
  refused: 2,
  principal: 2,
  right: 2,
};
