import type { Failure, Parsed } from "../failure";
import type { Format } from "./field";
import { read, refuse } from "./outcome";
import { quoteValue } from "../quote-value";

/** How a list is judged beside its entries. */
export interface ListRule<Item> {
  readonly item: Format<Item>;
  /** @default 1 */
  readonly min?: number;
  /** A longer list is refused before any entry is read. @default 1000 */
  readonly max?: number;
  /** What settled entries become: sorted, without duplicates. Left out: kept as they stand. */
  readonly canonical?: (items: readonly Item[]) => readonly Item[];
  /** What the list is, for messages: `client ranges`. */
  readonly of: string;
}

/** A list: every wrong entry is reported under its own index. */
export function list<Item>(rule: ListRule<Item>): Format<readonly Item[]> {
  const { item, min = 1, max = 1000, canonical = (items) => items } = rule;
  return {
    parse(value, property) {
      const misfit = judgeShape(value, property, { min, max, of: rule.of });
      if (misfit !== undefined) return misfit;
      const entries = parseEntries(value as readonly unknown[], property, item);
      return entries.ok ? read(canonical(entries.value)) : entries;
    },
    parseItem: (value, property) => item.parse(value, property),
    schema: { type: "array", items: item.schema, minItems: min, maxItems: max },
  };
}

interface ListShape {
  readonly min: number;
  readonly max: number;
  readonly of: string;
}

function judgeShape(value: unknown, property: string, { min, max, of }: ListShape): Parsed<never> | undefined {
  if (!Array.isArray(value)) {
    return refuse("RELAY_TYPE_INVALID", property, `is ${quoteValue(value)}: write a list of ${of}.`);
  }
  if (value.length < min) return refuse("RELAY_LIST_INVALID", property, `is empty: list at least one of the ${of}.`);
  if (value.length <= max) return undefined;
  return refuse("RELAY_LIST_INVALID", property, `has ${value.length} entries: write at most ${max} ${of}.`);
}

function parseEntries<Item>(values: readonly unknown[], property: string, item: Format<Item>): Parsed<readonly Item[]> {
  const items: Item[] = [];
  const failures: Failure[] = [];
  // By index: a list with holes has an entry for each, and each is wrong.
  for (let index = 0; index < values.length; index++) {
    const parsed = item.parse(values[index], `${property}[${index}]`);
    if (parsed.ok) items.push(parsed.value);
    else failures.push(...parsed.failures);
  }
  return failures.length === 0 ? read(items) : { ok: false, failures };
}

/** Sorted by code point and without duplicates: two equal lists in any order become one. */
export function sortedOnce(items: readonly string[]): readonly string[] {
  return [...new Set(items)].sort();
}
