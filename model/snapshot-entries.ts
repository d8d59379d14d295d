import { formatBinding, knownBinding } from "./binding";
import type { IndexEntry } from "./connector-index";
import { formatIpRange } from "./ip-range";
import { knownIpRange } from "./ip-range-text";
import type { ReceiveConnectorSettings } from "./settings";

/** Where a connector stands in the selection. */
export interface Standing {
  readonly connectorId: string;
  readonly settings: ReceiveConnectorSettings;
  /** Revision of the last change of ranges, bindings or `enabled`. */
  readonly precedence: number;
  /** Owning stack; null for what nobody declared. */
  readonly stack: string | null;
}

/** Index entries of a connector: each range on each binding of its family; none while it is disabled. */
export function indexEntries({ connectorId, settings, precedence, stack }: Standing): readonly IndexEntry<string>[] {
  if (!settings.enabled) return [];
  const { name, remoteIpRanges } = settings;
  const group = stack === null ? `object ${connectorId}` : `stack ${stack}`;
  const bindings = settings.bindings.map(knownBinding);
  return remoteIpRanges
    .map(knownIpRange)
    .flatMap((range) =>
      bindings
        .filter(({ family }) => family === range.family)
        .map((binding) => ({ key: connectorId, name, binding, range, precedence, group })),
    );
}

/** Whether two connectors' entries mean the same: nothing that decides who serves whom differs. */
export function isSameStanding(a: readonly IndexEntry<string>[], b: readonly IndexEntry<string>[]): boolean {
  return a.length === b.length && a.every((entry, index) => isSameEntry(entry, b[index] as IndexEntry<string>));
}

function isSameEntry(a: IndexEntry<string>, b: IndexEntry<string>): boolean {
  if (a.key !== b.key || a.name !== b.name || a.precedence !== b.precedence || a.group !== b.group) return false;
  const [first, second] = [spellEntry(a), spellEntry(b)];
  return first.range === second.range && first.binding === second.binding;
}

/** Texts of an entry as decisions show them; spelt when a client first meets the entry. */
export function spellEntry(entry: IndexEntry<string>): { readonly range: string; readonly binding: string } {
  const known = SPELT.get(entry);
  if (known !== undefined) return known;
  const spelt = { range: formatIpRange(entry.range), binding: formatBinding(entry.binding) };
  SPELT.set(entry, spelt);
  return spelt;
}

const SPELT = new WeakMap<IndexEntry<string>, { readonly range: string; readonly binding: string }>();
