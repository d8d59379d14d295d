import type { StoredObject } from "../stored-object";
import { instantTime } from "../instant";
import { cidrCover } from "./cidr-cover";
import { compareWorlds } from "./compare-worlds";
import type { ImpactReport, ImpactRow, LaterAccess } from "./impact-report";
import type { NamedValues } from "./named-values";
import { nearbyStates } from "./nearby-states";
import { outcomeOf } from "./outcome";
import { relayWorld, type RelayWorld } from "./relay-world";
import { sharedState } from "./shared-state";
import { wideningRows } from "./widening-rows";

interface Options {
  readonly named?: NamedValues;
}

/**
 * As compareWorlds, and what is allowed for longer than before: an end that moves or goes changes nothing at first.
 * Time only ever takes access away, so there can be more than before only at the moments at which something of the
 * before side ends.
 */
export function compareOverTime(before: RelayWorld, after: RelayWorld, { named = {} }: Options = {}): ImpactReport {
  const report = compareWorlds(before, after, { named });
  const later = laterAccess({ before, after }, { named, known: report.rows });
  return later.length === 0 ? report : { ...report, later };
}

interface Worlds {
  readonly before: RelayWorld;
  readonly after: RelayWorld;
}

interface Known {
  readonly named: NamedValues;
  /** Rows of now: what is new already is not told again. */
  readonly known: readonly ImpactRow[];
}

function laterAccess({ before, after }: Worlds, { named, known }: Known): readonly LaterAccess[] {
  const [old, now] = nearbyStates([before.state, sharedState(before.state, after.state)]);
  const seen = new Set(known.map(textOf));
  const ends = endsOf([...old.receiveConnectors.values(), ...old.connectorPermissions.values()]);
  return ends
    .filter((at) => at > before.at)
    .flatMap((at) => {
      const report = compareWorlds(relayWorld(old, { at }), relayWorld(now, { at }), { named });
      const rows = wideningRows(report).filter((row) => !seen.has(textOf(row)));
      for (const row of rows) seen.add(textOf(row));
      return rows.length === 0 ? [] : [{ at, rows }];
    });
}

/** Epoch milliseconds, ascending. */
function endsOf(objects: readonly StoredObject<"ReceiveConnector" | "ConnectorPermission">[]): readonly number[] {
  const ends = objects.flatMap(({ settings: { expiresAt } }) => (expiresAt === null ? [] : [instantTime(expiresAt)]));
  return [...new Set(ends)].sort((one, other) => one - other);
}

/** The same for rows of two moments by which the same clients get the same. */
function textOf({ kind, box: { addresses, ...box }, after }: ImpactRow): string {
  return JSON.stringify([kind, cidrCover(addresses), box, outcomeOf(after).text]);
}
