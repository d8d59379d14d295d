import { type ConnectorPermissionSettings, diffSettings, FIELDS, type Field } from "../../model";
import type { Pair } from "./pair-declared";

/** One property in which a host differs from what is declared. */
export interface PropertyDrift {
  readonly property: string;
  /** Both left out for what is secret. */
  readonly declared?: unknown;
  readonly actual?: unknown;
  readonly isSecret?: true;
}

/** What comparing two objects gives. */
export interface Comparison {
  readonly changed: readonly PropertyDrift[];
  /** Properties that the program changes, and nobody else has. */
  readonly pending: readonly PropertyDrift[];
  /** Properties that are encrypted in the state, and can therefore not be compared. */
  readonly unreadable: readonly string[];
}

/** Compares what the host stores of an object with what is declared. */
export function compareProperties({ declared, actual }: Required<Pair>): Comparison {
  if (actual === undefined) return { changed: [], pending: [], unreadable: [] };
  const { kind, hidden } = declared;
  const fields: Readonly<Record<string, Field<unknown>>> = FIELDS[kind];
  const unreadable = hidden.filter(({ why }) => why === "unreadable").map(({ name }) => name);
  const secret = new Set(hidden.map(({ name }) => name));
  const [olds, news] = [settingsOf(declared), settingsOf(actual)];
  const differing = diffSettings(kind, olds, news).changed.filter(
    (name) => fields[name]?.hostStored === true && !unreadable.includes(name) && !isSameConnector(name, declared),
  );
  const byHand = new Set(diffSettings(kind, declared.former ?? olds, news).changed);
  const told = (property: string): PropertyDrift =>
    secret.has(property)
      ? { property, isSecret: true }
      : { property, declared: olds[property] ?? null, actual: news[property] ?? null };
  return {
    changed: differing.filter((name) => byHand.has(name)).map(told),
    pending: differing.filter((name) => !byHand.has(name)).map(told),
    unreadable,
  };
}

// A document names the connector, a host knows its GUID: they were joined by that name.
function isSameConnector(name: string, { kind, id }: Required<Pair>["declared"]): boolean {
  return (
    kind === "ConnectorPermission" &&
    name === ("connector" satisfies keyof ConnectorPermissionSettings) &&
    id === undefined
  );
}

function settingsOf({ settings }: { readonly settings: object }): Readonly<Record<string, unknown>> {
  return settings as Readonly<Record<string, unknown>>;
}
