import type { DecidedBy } from "./decision";
import { hasExpired } from "./expiry";
import type { ExtendedRight } from "./extended-right";
import { presetEntries, type PermissionEntry } from "./permission-groups";
import type { PermissionGroup } from "./settings";

/** What some principals hold on a connector, and what a deny took from them, each with the entry that decided. */
export interface EffectiveRights {
  readonly granted: ReadonlyMap<ExtendedRight, DecidedBy>;
  readonly denied: ReadonlyMap<ExtendedRight, DecidedBy>;
  /** Neither granted nor denied, and granted until an entry expired. */
  readonly expired: ReadonlyMap<ExtendedRight, DecidedBy>;
}

export interface RightsQuestion {
  readonly groups: readonly PermissionGroup[];
  /** Explicit entries, any order. */
  readonly entries: readonly PermissionEntry[];
  /** Canonical principals of one session. */
  readonly principals: readonly string[];
  /** Epoch milliseconds; absent: nothing has expired. */
  readonly at?: number;
}

/**
 * Rights of some principals together: presets of the groups + explicit allows - denies. A deny of any of the
 * principals wins over every allow, preset or explicit; a preset's deny cannot be undone. An allow that has expired counts
 * for nothing, a deny never expires.
 */
export function effectiveRights({ groups, entries, principals, at }: RightsQuestion): EffectiveRights {
  const names = new Set(principals.map((name) => name.toLowerCase()));
  const mine = [...groups.flatMap(presetEntries), ...entries].filter(({ principal }) =>
    names.has(principal.toLowerCase()),
  );
  const denied = deciders(mine.filter(({ access }) => access === "Deny"));
  const allows = mine.filter(({ access }) => access === "Allow");
  const granted = without(deciders(allows.filter((entry) => !hasExpired(entry, at))), denied);
  const expired = deciders(allows.filter((entry) => hasExpired(entry, at)));
  return { granted, denied, expired: without(without(expired, denied), granted) };
}

type Deciders = ReadonlyMap<ExtendedRight, DecidedBy>;

function without(deciders: Deciders, others: Deciders): Deciders {
  return new Map([...deciders].filter(([right]) => !others.has(right)));
}

/** The first entry that names each right: presets come before explicit entries. */
function deciders(entries: readonly PermissionEntry[]): Deciders {
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
