import type { DecidedBy } from "./decision";
import type { ExtendedRight } from "./extended-right";
import { presetEntries, type PermissionEntry } from "./permission-groups";
import type { PermissionGroup } from "./settings";

/** What some principals hold on a connector, and what a deny took from them, each with the entry that decided. */
export interface EffectiveRights {
  readonly granted: ReadonlyMap<ExtendedRight, DecidedBy>;
  readonly denied: ReadonlyMap<ExtendedRight, DecidedBy>;
}

export interface RightsQuestion {
  readonly groups: readonly PermissionGroup[];
  /** Explicit entries, any order. */
  readonly entries: readonly PermissionEntry[];
  /** Canonical principals of one session. */
  readonly principals: readonly string[];
}

/**
 * Rights of some principals together: presets of the groups + explicit allows - denies. A deny of any of the
 * principals wins over every allow, preset or explicit; a preset's deny cannot be undone.
 */
export function effectiveRights({ groups, entries, principals }: RightsQuestion): EffectiveRights {
  const names = new Set(principals.map((name) => name.toLowerCase()));
  const mine = [...groups.flatMap(presetEntries), ...entries].filter(({ principal }) =>
    names.has(principal.toLowerCase()),
  );
  const denied = deciders(mine.filter(({ access }) => access === "Deny"));
  const allowed = deciders(mine.filter(({ access }) => access === "Allow"));
  return { granted: new Map([...allowed].filter(([right]) => !denied.has(right))), denied };
}

/** The first entry that names each right: presets come before explicit entries. */
function deciders(entries: readonly PermissionEntry[]): ReadonlyMap<ExtendedRight, DecidedBy> {
  const decided = new Map<ExtendedRight, DecidedBy>();
  for (const { entry, principal, extendedRights } of entries) {
    for (const right of extendedRights as readonly ExtendedRight[]) {
      if (!decided.has(right)) {
        decided.set(right, { right, principal, entry });
      }
    }
  }
  return decided;
}
