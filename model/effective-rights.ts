import type { DecidedBy } from "./decision";
import type { ExtendedRight } from "./extended-right";

/** What some principals hold on a connector, and what a deny took from them, each with the entry that decided. */
export interface EffectiveRights {
  readonly granted: ReadonlyMap<ExtendedRight, DecidedBy>;
  readonly denied: ReadonlyMap<ExtendedRight, DecidedBy>;
}
