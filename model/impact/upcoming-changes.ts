import { expiryEnds } from "../expiry";
import type { ConfigState } from "../stored-object";
import { compareWorlds } from "./compare-worlds";
import type { ImpactReport } from "./impact-report";
import type { NamedValues } from "./named-values";
import { type RelayWorld, worldAt } from "./relay-world";

/** What changes at a moment though nobody changes anything. */
export interface UpcomingChange {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Against the moment before. */
  readonly report: ImpactReport;
}

/**
 * What changes by itself until a moment, first things first: connectors and permissions expire, held ranges are let go.
 * Moments at which nothing differs for the world are left out. @param until Epoch milliseconds, included.
 */
export function upcomingChanges(
  world: RelayWorld,
  { until, named = {} }: { readonly until: number; readonly named?: NamedValues },
): readonly UpcomingChange[] {
  let before = world;
  return momentsOf(world.state)
    .filter((at) => world.at < at && at <= until)
    .flatMap((at) => {
      const after = worldAt(world, at);
      const report = compareWorlds(before, after, { named });
      before = after;
      return report.rows.length === 0 ? [] : [{ at, report }];
    });
}

/** Epoch milliseconds, ascending. */
function momentsOf({ receiveConnectors, connectorPermissions, releases }: ConfigState): readonly number[] {
  const ends = expiryEnds([...receiveConnectors.values(), ...connectorPermissions.values()]);
  return [...new Set([...ends, ...releases.map(({ until }) => until)])].sort((a, b) => a - b);
}
