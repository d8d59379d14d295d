import type { Place } from "../place";

/** A value of an export, whatever form it was written in. */
export type RawValue = null | string | number | boolean | readonly RawValue[] | RawObject;

/** A nested object. */
export interface RawObject {
  /** What PowerShell's ToString said of it (CLIXML only). */
  readonly text: string | undefined;
  /** By name in lower case. */
  readonly properties: ReadonlyMap<string, RawValue>;
}

export interface RawProperty {
  /** As the export spells it. */
  readonly name: string;
  readonly value: RawValue;
}

/** One object of an export: a connector, an entry of its access list, an accepted domain. */
export interface RawRecord {
  readonly place: Place;
  /** By name in lower case: PowerShell's names have no case. */
  readonly properties: ReadonlyMap<string, RawProperty>;
}

export function rawRecord(place: Place, properties: Iterable<RawProperty>): RawRecord {
  const byName = new Map<string, RawProperty>();
  for (const property of properties) byName.set(property.name.toLowerCase(), property);
  return { place, properties: byName };
}

export function isRawObject(value: RawValue): value is RawObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a property, null when the export does not have it. */
export function rawValue(record: RawRecord, name: string): RawValue {
  return record.properties.get(name.toLowerCase())?.value ?? null;
}

export function hasProperty(record: RawRecord, name: string): boolean {
  return record.properties.has(name.toLowerCase());
}
