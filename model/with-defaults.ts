import { FIELDS } from "./fields/fields";
import type { Kind, SettingsOf } from "./settings";

/** Settings of a version that knew fewer fields, which did what the default of a new one says: every default below them. */
export function withDefaults<K extends Kind>(kind: K, given: object): SettingsOf[K] {
  const fields: Readonly<Record<string, { readonly default: unknown }>> = FIELDS[kind];
  const defaults = Object.entries(fields).map(([name, field]) => [name, field.default ?? null]);
  return { ...(Object.fromEntries(defaults) as object), ...given } as SettingsOf[K];
}
