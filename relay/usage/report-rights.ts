import { type ObjectRecord, presetEntries } from "../../model";
import { isObservableRight } from "./observable-rights";
import { type ReportedRight, useOf } from "./reported-use";
import type { ConnectorCells } from "./usage-book";
import type { UsageCell } from "./usage-cell";

export interface RightsParts {
  readonly connector: ObjectRecord<"ReceiveConnector"> | undefined;
  readonly cells: ConnectorCells | undefined;
  /** Since when the connector is watched. */
  readonly since: number;
  /** Explicit entries of the connector. */
  readonly permissions: readonly ObjectRecord<"ConnectorPermission">[];
}

/** Every right that is allowed on a connector, with what it was used for, and those used that are gone. */
export function reportRights(parts: RightsParts): readonly ReportedRight[] {
  const present = [...presetRights(parts), ...explicitRights(parts)];
  const listed = new Set(present.map(({ entry, right }) => `${entry} ${right}`));
  const gone = [...(parts.cells?.rights.values() ?? [])]
    .flatMap((rights) => [...rights.values()])
    .filter(({ name, part }) => part !== "" && !listed.has(`${name} ${part}`));
  return [...present, ...gone.map((cell) => goneRight(cell, parts.since))];
}

function presetRights({ connector, cells, since }: RightsParts): readonly ReportedRight[] {
  return (connector?.settings.permissionGroups ?? []).flatMap((group) => {
    const entry = `preset:${group}`;
    const known = cells?.rights.get(entry);
    const from = Math.max(since, known?.get("")?.since ?? 0);
    const allows = presetEntries(group).filter(({ access }) => access === "Allow");
    const principal = allows.length === 1 ? (allows[0]?.principal ?? null) : null;
    const rights = [...new Set(allows.flatMap(({ extendedRights }) => extendedRights))];
    return rights.map((right) => granted({ entry, right, principal }, useOf(known?.get(right), from)));
  });
}

function explicitRights({ cells, since, permissions }: RightsParts): readonly ReportedRight[] {
  const allows = permissions.filter(({ settings }) => settings.access === "Allow");
  return allows.flatMap(({ id, settings, owner, createdAt, updatedAt }) => {
    const { principal, extendedRights } = settings;
    const from = Math.max(since, createdAt, updatedAt);
    return extendedRights.map((right) => ({
      ...granted({ entry: id, right, principal }, useOf(cells?.rights.get(id)?.get(right), from)),
      owner,
    }));
  });
}

function granted(
  right: Pick<ReportedRight, "entry" | "right" | "principal">,
  use: ReturnType<typeof useOf>,
): ReportedRight {
  return { ...right, isObservable: isObservableRight(right.right), isGone: false, owner: null, ...use };
}

function goneRight(cell: UsageCell, since: number): ReportedRight {
  const { name: entry, part: right, label } = cell;
  const principal = label === "" ? null : label;
  return { ...granted({ entry, right, principal }, useOf(cell, since)), isGone: true };
}
