import type { ObjectRecord, RecordedState } from "../../model";
import type { UsageBook } from "./usage-book";
import type { UsageCell } from "./usage-cell";

type Connector = ObjectRecord<"ReceiveConnector">;

/**
 * Notes since when the ranges and permission groups of connectors are there: what was added an hour ago is not unused
 * for months. Connectors, entries and accounts say it themselves (createdAt, updatedAt).
 */
export class ConfigurationFollower {
  private readonly known = new Map<string, Connector["settings"]>();

  constructor(
    private readonly book: UsageBook,
    /** Epoch milliseconds: connectors changed later have changed in ways that nobody has noted. */
    private savedAt: number,
  ) {}

  follow({ receiveConnectors }: Pick<RecordedState, "receiveConnectors">, now: number): void {
    const { known } = this;
    for (const connector of receiveConnectors.values()) {
      const before = known.get(connector.id);
      if (before === connector.settings) continue;
      if (before !== undefined) this.noteChange(before, connector, now);
      else if (connector.updatedAt > this.savedAt) this.noteBeginning(this.book.connector(connector.id).cell, now);
      known.set(connector.id, connector.settings);
    }
    if (known.size > receiveConnectors.size) {
      for (const id of known.keys()) if (!receiveConnectors.has(id)) known.delete(id);
    }
    // From now on new connectors are new.
    this.savedAt = Infinity;
  }

  private noteChange(before: Connector["settings"], { id, settings }: Connector, now: number): void {
    const { book } = this;
    const addedRanges = added(before.remoteIpRanges, settings.remoteIpRanges);
    const addedGroups = added(before.permissionGroups, settings.permissionGroups);
    const isEnabled = settings.enabled && !before.enabled;
    if (before.observeOnly) this.forgetRefusals(id);
    if (!isEnabled && addedRanges.length + addedGroups.length === 0) return;
    const connector = book.connector(id);
    if (isEnabled) this.noteBeginning(connector.cell, now);
    for (const range of addedRanges) this.noteBeginning(book.range(connector, range).cell, now);
    for (const group of addedGroups) this.noteBeginning(book.right(connector, `preset:${group}`, ""), now);
  }

  /** What would be refused is another question from now on, or none. */
  private forgetRefusals(id: string): void {
    const refusals = this.book.connectors.get(id)?.refusals.values() ?? [];
    for (const { cell } of [...refusals]) this.book.forget(cell);
  }

  private noteBeginning(cell: UsageCell, now: number): void {
    cell.since = now;
    this.book.touch(cell);
  }
}

function added<Value>(before: readonly Value[], after: readonly Value[]): readonly Value[] {
  if (before === after) return [];
  const known = new Set(before);
  return after.filter((value) => !known.has(value));
}
