import { FIELDS } from "./fields/fields";
import type { Field } from "./fields/field";
import type { Kind } from "./settings";

/** What differs between two settings of one kind: names of inputs, in the order of the field table. */
export interface SettingsDiff {
  readonly changed: readonly string[];
  /** Those of `changed` that need a new object. */
  readonly replaces: readonly string[];
}

/**
 * Compares two settings. Either may come from an older release: what is absent has its default, and equal values in
 * another spelling or order are no change. What is not in the field table (hidden inputs) is not compared; an unknown
 * value differs from everything but itself. Both hold what JSON can carry.
 */
export function diffSettings(kind: Kind, olds: object, news: object): SettingsDiff {
  const fields: Readonly<Record<string, Field<unknown>>> = FIELDS[kind];
  const changed = Object.keys(fields).filter((name) => {
    const field = fields[name] as Field<unknown>;
    const [before, after] = [valueOf(olds, name), valueOf(news, name)];
    return differ(before, after) && spell(field, name, before) !== spell(field, name, after);
  });
  return { changed, replaces: changed.filter((name) => fields[name]?.onChange === "replace") };
}

function valueOf(settings: object, name: string): unknown {
  return Object.hasOwn(settings, name) ? (settings as Record<string, unknown>)[name] : undefined;
}

// Most inputs of most updates are equal as they stand, which is told without reading them.
function differ(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function spell(field: Field<unknown>, name: string, given: unknown): string {
  const parsed = field.parse(given ?? field.default ?? null, name);
  return JSON.stringify(parsed.ok ? parsed.value : given) ?? "undefined";
}
