import { changedProperties, type Field, FIELDS } from "../../model";
import { changeWords, jsonWords } from "../text/change-words";
import type { AuditItem } from "./audit-item";

/** What an entry says about one property, for people. */
export interface PropertyChange {
  readonly property: string;
  /** `a -> b`; of lists what came and went. */
  readonly words: string;
}

/** A change of one object, in an entry of the audit or elsewhere. */
export type ChangedObject = Pick<AuditItem, "kind" | "before" | "after" | "secret">;

/** Property by property: what an update changed, what a new object sets, nothing for one that went. */
export function propertyChanges({ kind, before, after, secret }: ChangedObject): readonly PropertyChange[] {
  const password = secret === undefined ? [] : [{ property: "password", words: secret.replace("password ", "") }];
  if (after === null) return password;
  const olds = before?.settings ?? defaultsOf(kind);
  const news = after.settings as Readonly<Record<string, unknown>>;
  const changed = changedProperties(olds, news).filter((property) => property !== "name" || before !== null);
  const words = (property: string) =>
    before === null
      ? jsonWords(news[property])
      : changeWords((olds as Record<string, unknown>)[property], news[property]);
  return [
    ...changed.map((property) => ({ property, words: words(property) })),
    ...ownerChange(before, after),
    ...password,
  ];
}

function ownerChange(before: AuditItem["before"], after: AuditItem["after"]): readonly PropertyChange[] {
  const [old, now] = [ownerWords(before?.owner), ownerWords(after?.owner)];
  return before === null || old === now ? [] : [{ property: "declared by", words: `${old} -> ${now}` }];
}

function ownerWords(owner: unknown): string {
  const { stack, logicalId } = (owner ?? {}) as { readonly stack?: string; readonly logicalId?: string };
  return stack === undefined ? "nobody" : `${stack} as ${logicalId ?? "?"}`;
}

function defaultsOf(kind: AuditItem["kind"]): object {
  const table = kind === null ? undefined : (FIELDS as Partial<Record<string, object>>)[kind];
  const fields = Object.entries<Field<unknown>>((table ?? {}) as Record<string, Field<unknown>>);
  return Object.fromEntries(fields.map(([name, field]) => [name, field.default]));
}
