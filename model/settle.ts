import type { Failure, Parsed } from "./failure";
import type { Field } from "./fields/field";
import { FIELDS } from "./fields/fields";
import { refuse } from "./fields/outcome";
import { refuseUnknownProperties } from "./fields/unknown-properties";
import { quoteValue } from "./quote-value";
import type { Kind, SettingsOf } from "./settings";
import { judgeSettings } from "./constraints/judge-settings";

export interface SettleOptions {
  /** True for a marker that stands for a value known later (a Pulumi preview). Such values pass as they are. */
  readonly isUnknown?: (value: unknown) => boolean;
}

/**
 * Turns outside input into settings: every default filled in, every value canonical, or every failure at once, each
 * on its property. Properties that are not inputs of the kind are failures too; null means left out.
 *
 * Unknown values pass untouched, also inside lists; rules that need them are not judged, so a success is only as good
 * as what was known. Never throws on anything JSON can carry. Settling settled settings changes nothing.
 */
export function settle<K extends Kind>(kind: K, input: unknown, options: SettleOptions = {}): Parsed<SettingsOf[K]> {
  const { isUnknown = () => false } = options;
  if (typeof input !== "object" || input === null || Array.isArray(input)) return refuseShape(kind, input);
  const settled = settleProperties(kind, input as Record<string, unknown>, isUnknown);
  const failures = [
    ...refuseUnknownProperties(kind, Object.keys(FIELDS[kind]), Object.keys(input)),
    ...settled.failures,
    ...judgeSettings(kind, settled.known),
  ];
  if (failures.length > 0) return { ok: false, failures };
  // Every name of the table has a value of its field's type by now, or an unknown one.
  return { ok: true, value: settled.values as unknown as SettingsOf[K] };
}

function refuseShape(kind: Kind, input: unknown): Parsed<never> {
  return refuse("RELAY_TYPE_INVALID", kind, `is ${quoteValue(input)}: write an object of its properties.`);
}

interface Settled {
  readonly values: Readonly<Record<string, unknown>>;
  /** Of `values`, those that are wholly known and right: what rules may judge. */
  readonly known: Readonly<Record<string, unknown>>;
  readonly failures: readonly Failure[];
}

function settleProperties(kind: Kind, input: Readonly<Record<string, unknown>>, isUnknown: IsUnknown): Settled {
  const values: Record<string, unknown> = {};
  const known: Record<string, unknown> = {};
  const failures: Failure[] = [];
  for (const [name, field] of Object.entries<Field<unknown>>(FIELDS[kind])) {
    const outcome = settleValue(field, name, Object.hasOwn(input, name) ? input[name] : undefined, isUnknown);
    for (const failure of outcome.failures) failures.push(failure);
    values[name] = outcome.value;
    if (outcome.complete) known[name] = outcome.value;
  }
  return { values, known, failures };
}

type IsUnknown = (value: unknown) => boolean;

interface ValueOutcome {
  readonly value: unknown;
  /** Known and without failures. */
  readonly complete: boolean;
  readonly failures: readonly Failure[];
}

function settleValue(field: Field<unknown>, name: string, given: unknown, isUnknown: IsUnknown): ValueOutcome {
  if (given === undefined || given === null) return settleAbsent(field, name);
  if (isUnknown(given)) return { value: given, complete: false, failures: [] };
  if (Array.isArray(given) && field.parseItem !== undefined && given.some(isUnknown)) {
    return settleKnownItems(field, name, given, isUnknown);
  }
  return outcomeOf(field.parse(given, name));
}

function settleAbsent(field: Field<unknown>, name: string): ValueOutcome {
  if (field.default !== undefined) return { value: field.default, complete: true, failures: [] };
  const complaint = `is missing: ${lowerFirst(field.doc)}`;
  return outcomeOf(refuse("RELAY_PROPERTY_REQUIRED", name, complaint));
}

function outcomeOf(parsed: Parsed<unknown>): ValueOutcome {
  if (!parsed.ok) return { value: undefined, complete: false, failures: parsed.failures };
  return { value: parsed.value, complete: true, failures: [] };
}

// A list with unknown entries keeps its order: what it will be sorted as is not known yet.
function settleKnownItems(field: Field<unknown>, name: string, items: unknown[], isUnknown: IsUnknown): ValueOutcome {
  const failures: Failure[] = [];
  const value = items.map((item, index) => {
    if (isUnknown(item)) return item;
    const parsed = field.parseItem?.(item, `${name}[${index}]`);
    if (parsed?.ok === false) failures.push(...parsed.failures);
    return parsed?.ok === true ? parsed.value : item;
  });
  return { value, complete: false, failures };
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
