import { intersectRanges } from "../ip-interval";
import { type IpRange, formatIpRange } from "../ip-range";
import type { LintWarning } from "../lints";
import { spellEntry } from "../snapshot-entries";
import type { ConfigState, StoredObject } from "../stored-object";
import { listTexts } from "./list-texts";
import type { RangeMatches } from "./range-matches";

/** Ranges that still serve clients, and of which a newer connector of the same stack took a part over. */
export function lintSupersededRanges(
  { id, settings }: StoredObject<"ReceiveConnector">,
  { state, matches }: { readonly state: ConfigState; readonly matches: RangeMatches },
): readonly LintWarning[] {
  return [...matches.rangesOf(id)].flatMap(([range, entries]): LintWarning[] => {
    if (!matches.isMatching(range)) return [];
    const takers = lostTo(range, matches);
    if (takers.size === 0) return [];
    const text = entries.map(spellEntry)[0]?.range ?? "";
    const property = `remoteIpRanges[${settings.remoteIpRanges.indexOf(text)}]`;
    const parts = Array.from(takers, ([key, lost]) => {
      const name = JSON.stringify(state.receiveConnectors.get(key)?.settings.name ?? key);
      return `${listTexts(lost.map(formatIpRange))} to ${name}`;
    });
    const message = `${property} is ${text}: it has lost ${listTexts(parts)}, newer in the same stack with a range that partly overlaps.`;
    return [{ lint: "range-partly-superseded", property, message }];
  });
}

/** What newer connectors took of a range. */
function lostTo(range: IpRange, matches: RangeMatches): ReadonlyMap<string, readonly IpRange[]> {
  const takers = Map.groupBy(matches.takersOf(range), ({ key }) => key);
  return new Map(
    Array.from(takers, ([key, entries]) => [
      key,
      intersectRanges(
        [range],
        entries.map((taker) => taker.range),
      ),
    ]),
  );
}
