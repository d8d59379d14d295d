import { bindingsOverlap } from "../binding";
import { subtractRanges } from "../ip-interval";
import type { ReceiveConnectorSettings } from "../settings";
import { selectorOf } from "./selector";

/** Client ranges that a connector no longer serves on these bindings. */
export interface LostSelection {
  readonly bindings: readonly string[];
  readonly ranges: readonly string[];
}

/** What a connector stops serving when its settings become others, are disabled, or go (null). */
export function lostSelections(
  before: ReceiveConnectorSettings,
  after: { readonly settings: ReceiveConnectorSettings } | null,
): readonly LostSelection[] {
  const settings = after?.settings;
  if (settings?.enabled !== true) return [{ bindings: before.bindings, ranges: before.remoteIpRanges }];
  const kept = before.bindings.filter((_text, index) => stillBound(before, index, settings));
  const dropped = before.bindings.filter((text) => !kept.includes(text));
  return [
    { bindings: dropped, ranges: before.remoteIpRanges },
    { bindings: kept, ranges: lostRanges(before, settings) },
  ].filter(({ bindings, ranges }) => bindings.length > 0 && ranges.length > 0);
}

// A wildcard goes on serving what a concrete address of its family and port served.
function stillBound(before: ReceiveConnectorSettings, index: number, after: ReceiveConnectorSettings): boolean {
  const binding = selectorOf(before).bindings[index];
  if (binding === undefined) return false;
  return selectorOf(after).bindings.some(
    (other) => bindingsOverlap(binding, other) && (other.isWildcard || !binding.isWildcard),
  );
}

function lostRanges(before: ReceiveConnectorSettings, after: ReceiveConnectorSettings): readonly string[] {
  const { ranges } = selectorOf(after);
  return before.remoteIpRanges.filter((_text, index) => {
    const range = selectorOf(before).ranges[index];
    return range !== undefined && subtractRanges([range], ranges).length > 0;
  });
}
