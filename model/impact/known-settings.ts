import type { Field } from "../fields/field";
import { FIELDS } from "../fields/fields";
import { settle } from "../settle";
import type { Kind, SettingsOf } from "../settings";

/** Declared settings as far as they are known. */
export interface KnownSettings<K extends Kind> {
  /** Settings that stand in: an unknown one is as before, else its default, unknown entries of a list are left out. Null: too little is known. */
  readonly settings: SettingsOf[K] | null;
  /** Properties that hold something unknown which a decision may depend on. */
  readonly unknown: readonly string[];
}

export interface KnownSettingsOptions<K extends Kind> {
  /** True for a marker that stands for a value known later. */
  readonly isUnknown: (value: unknown) => boolean;
  /** Settings of the object before, where there is one. */
  readonly before?: SettingsOf[K] | undefined;
}

// Words for people: no decision reads them.
const NOTES: ReadonlySet<string> = new Set(["comment", "owner", "reason", "ticket"]);

/** Takes out of declared settings what only an update will tell. */
export function knownSettings<K extends Kind>(
  kind: K,
  declared: object,
  { isUnknown, before }: KnownSettingsOptions<K>,
): KnownSettings<K> {
  const unknown: string[] = [];
  const known: Record<string, unknown> = {};
  const former: Readonly<Record<string, unknown>> = { ...before };
  for (const [name, value] of Object.entries(declared)) {
    const isHidden = holdsUnknown(value, isUnknown);
    if (isHidden && !NOTES.has(name)) unknown.push(name);
    known[name] = isHidden ? standIn(value, { isUnknown, former: former[name], name, kind }) : value;
  }
  const settled = settle(kind, known);
  return { settings: settled.ok ? settled.value : null, unknown };
}

function holdsUnknown(value: unknown, isUnknown: (value: unknown) => boolean): boolean {
  return isUnknown(value) || (Array.isArray(value) && value.some(isUnknown));
}

interface StandIn {
  readonly isUnknown: (value: unknown) => boolean;
  readonly former: unknown;
  readonly kind: Kind;
  readonly name: string;
}

/** Undefined: the default, if there is one. */
function standIn(value: unknown, { isUnknown, former, kind, name }: StandIn): unknown {
  if (!Array.isArray(value)) return former;
  const left = value.filter((item) => !isUnknown(item));
  const field = (FIELDS[kind] as Readonly<Record<string, Field<unknown>>>)[name];
  return field?.parse(left, name).ok === true ? left : former;
}
