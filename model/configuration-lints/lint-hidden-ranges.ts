import type { IndexEntry } from "../connector-index";
import { type IpRange, rangesConflict } from "../ip-range";
import { spellEntry } from "../snapshot-entries";
import type { ConfigState, StoredObject } from "../stored-object";
import type { LintWarning } from "../lints";
import { actionDifferences } from "./connector-action";
import { listTexts } from "./list-texts";
import type { RangeMatches } from "./range-matches";

type Entry = IndexEntry<string>;

/**
 * Client ranges that no client reaches, since smaller ranges of other connectors, or a newer connector of the same
 * stack, take every one of their addresses (Batfish calls such lines unreachable).
 */
export function lintHiddenRanges(
  { id, settings }: StoredObject<"ReceiveConnector">,
  { state, matches }: { readonly state: ConfigState; readonly matches: RangeMatches },
): readonly LintWarning[] {
  return [...matches.rangesOf(id)].flatMap(([range, entries]): LintWarning[] => {
    if (matches.isMatching(range)) return [];
    const hiders = hidersOf(range, entries, matches).filter(({ key }) => key !== id);
    if (hiders.length === 0) return [];
    const text = entries.map(spellEntry)[0]?.range ?? "";
    const property = `remoteIpRanges[${settings.remoteIpRanges.indexOf(text)}]`;
    const by = listTexts(hiders.map((hider) => hiderText(state, range, hider)));
    const message = `${property} is ${text}: it never matches, hidden by ${by}, ${actionText(state, id, hiders)}.`;
    return [{ lint: "range-never-matches", property, message }];
  });
}

/** Entries that serve the clients of a range in its place, each connector's first. */
function hidersOf(range: IpRange, entries: readonly Entry[], matches: RangeMatches): readonly Entry[] {
  const parts = matches.endpointsOf(entries).flatMap((endpoint) => matches.within(endpoint, range));
  const hiders = new Map<string, Entry>();
  for (const { entry } of parts) if (entry !== undefined && !hiders.has(entry.key)) hiders.set(entry.key, entry);
  return [...hiders.values()];
}

function hiderText(state: ConfigState, range: IpRange, hider: Entry): string {
  const name = JSON.stringify(state.receiveConnectors.get(hider.key)?.settings.name ?? hider.key);
  const { range: text, binding } = spellEntry(hider);
  return rangesConflict(range, hider.range) && !hider.binding.isWildcard
    ? `${name} (${text} on ${binding})`
    : `${name} (${text})`;
}

function actionText(state: ConfigState, id: string, hiders: readonly Entry[]): string {
  const differences = new Set(hiders.flatMap(({ key }) => actionDifferences(state, [id, key])));
  if (differences.size === 0) return "which does the same for its clients";
  return `and the action differs (${[...differences].join(", ")})`;
}
