import type { DecidedBy } from "../decision";
import { EXTENDED_RIGHTS, type ExtendedRight } from "../extended-right";
import type { MissingRight, SessionRights } from "./session-policy";

/**
 * Rights that both sides grant. A right of one side only is missing for good: the other side has taken it back.
 */
export function intersectRights(pinned: SessionRights, current: SessionRights): SessionRights {
  return pinned === current ? pinned : combine(pinned, current, () => undefined);
}

/**
 * Rights while a range is held: what the old connector and its successor both grant. A right of one side only is
 * missing for a moment, so that nobody is refused for good during a move.
 */
export function heldRights(old: SessionRights, successor: SessionRights): SessionRights {
  return combine(old, successor, (by) => ({ reason: "range-released", by }));
}

type WhyMissing = (by: DecidedBy) => MissingRight | undefined;

function combine(first: SessionRights, second: SessionRights, why: WhyMissing): SessionRights {
  const granted = new Map<ExtendedRight, DecidedBy>();
  const missing = new Map<ExtendedRight, MissingRight>();
  for (const right of EXTENDED_RIGHTS) {
    const by = first.granted.get(right);
    const also = second.granted.get(right);
    if (by !== undefined && also !== undefined) granted.set(right, by);
    else {
      const one = by ?? also;
      const reason = (one && why(one)) ?? first.missing.get(right) ?? second.missing.get(right);
      if (reason !== undefined) missing.set(right, reason);
    }
  }
  return { granted, missing };
}
