import type { IndexEntry } from "../connector-index";
import { findSupersessions } from "../connector-index-supersede";
import { intersectRanges, unionRanges } from "../ip-interval";
import { type IpRange, formatIpRange } from "../ip-range";
import type { LintWarning } from "../lints";
import { spellEntry } from "../snapshot-entries";
import type { ConfigState, StoredObject } from "../stored-object";
import { listTexts } from "./list-texts";
import type { RangeMatches } from "./range-matches";

type Entry = IndexEntry<string>;

/** Ranges that still serve clients, and of which a newer connector of the same stack took a part over. */
export function lintSupersededRanges(
  { id, settings }: StoredObject<"ReceiveConnector">,
  { state, matches }: { readonly state: ConfigState; readonly matches: RangeMatches },
): readonly LintWarning[] {
  return [...matches.rangesOf(id)].flatMap(([range, entries]): LintWarning[] => {
    if (!matches.isMatching(range)) return [];
    const takers = takersOf(range, entries, matches);
    if (takers.size === 0) return [];
    const text = entries.map(spellEntry)[0]?.range ?? "";
    const property = `remoteIpRanges[${settings.remoteIpRanges.indexOf(text)}]`;
    const parts = Array.from(takers, ([key, lost]) => {
      const name = JSON.stringify(state.receiveConnectors.get(key)?.settings.name ?? key);
      return `${listTexts(unionRanges(lost).map(formatIpRange))} to ${name}`;
    });
    const message = `${property} is ${text}: it has lost ${listTexts(parts)}, newer in the same stack with a range that partly overlaps.`;
    return [{ lint: "range-partly-superseded", property, message }];
  });
}

/** What newer connectors took of a range, at one endpoint at least. */
function takersOf(range: IpRange, entries: readonly Entry[], matches: RangeMatches): ReadonlyMap<string, IpRange[]> {
  const takers = new Map<string, IpRange[]>();
  for (const endpoint of matches.endpointsOf(entries)) {
    const rivals = matches.entriesAt(endpoint).filter((other) => other.group === entries[0]?.group);
    const meeting = rivals.filter((other) => other.range.first <= range.last && range.first <= other.range.last);
    for (const { older, newer } of findSupersessions(meeting)) {
      const taker = meeting[newer];
      if (meeting[older]?.range !== range || taker === undefined) continue;
      takers.set(taker.key, [...(takers.get(taker.key) ?? []), ...intersectRanges([range], [taker.range])]);
    }
  }
  return takers;
}
