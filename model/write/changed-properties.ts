import { canonicalJson } from "./canonical-json";

/** Names of the properties in which two settled settings differ. */
export function changedProperties(before: object, after: object): readonly string[] {
  const [olds, news] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...names].filter((name) => canonicalJson(olds[name] ?? null) !== canonicalJson(news[name] ?? null));
}
