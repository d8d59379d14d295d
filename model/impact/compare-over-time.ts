import { expiryEnds } from "../expiry";
import type { ConfigState } from "../stored-object";
import { cidrCover } from "./cidr-cover";
import { compareWorlds } from "./compare-worlds";
import type { ImpactReport, ImpactRow, LaterAccess } from "./impact-report";
import type { NamedValues } from "./named-values";
import { nearbyStates } from "./nearby-states";
import { outcomeOf } from "./outcome";
import { relayWorld, type RelayWorld, worldAt } from "./relay-world";
import { sharedState } from "./shared-state";
import { wideningRows } from "./widening-rows";

interface Options {
  readonly named?: NamedValues;
}

/**
 * As compareWorlds, and what is allowed for longer than before: an end that moves or goes changes nothing at first.
 * Time only ever takes access away, so there can be more than before only at the moments at which something of the
 * before side ends. Each of them costs a comparison: countEnds says how many there are.
 */
export function compareOverTime(before: RelayWorld, after: RelayWorld, { named = {} }: Options = {}): ImpactReport {
  const report = compareWorlds(before, after, { named });
  const later = laterAccess(lastingOf(before, after), { named, known: report.rows });
  return later.length === 0 ? report : { ...report, later };
}

/** How many moments compareOverTime compares beside the present one. */
export function countEnds(before: RelayWorld, after: RelayWorld): number {
  return lastingOf(before, after).ends.length;
}

/** What can matter to how long access lasts. */
interface Lasting {
  readonly states: readonly [before: ConfigState, after: ConfigState];
  /** Epoch milliseconds, ascending. */
  readonly ends: readonly number[];
}

function lastingOf(before: RelayWorld, after: RelayWorld): Lasting {
  const states = nearbyStates([before.state, sharedState(before.state, after.state)]);
  const [{ receiveConnectors, connectorPermissions }] = states;
  const ends = expiryEnds([...receiveConnectors.values(), ...connectorPermissions.values()]);
  return { states, ends: ends.filter((end) => end > before.at) };
}

interface Known {
  readonly named: NamedValues;
  /** Rows of now: what is new already is not told again. */
  readonly known: readonly ImpactRow[];
}

function laterAccess({ states, ends: [first, ...others] }: Lasting, { named, known }: Known): readonly LaterAccess[] {
  if (first === undefined) return [];
  const [before, after] = [relayWorld(states[0], { at: first }), relayWorld(states[1], { at: first })];
  const seen = new Set(known.map(textOf));
  return [first, ...others].flatMap((at) => {
    const report = compareWorlds(worldAt(before, at), worldAt(after, at), { named });
    const rows = wideningRows(report).filter((row) => !seen.has(textOf(row)));
    for (const row of rows) seen.add(textOf(row));
    return rows.length === 0 ? [] : [{ at, rows }];
  });
}

/** The same for rows of two moments by which the same clients get the same. */
function textOf({ kind, box: { addresses, ...box }, after }: ImpactRow): string {
  return JSON.stringify([kind, cidrCover(addresses), box, outcomeOf(after).text]);
}
