import { formatProgramPlace, FIELDS, type Kind, parseProgramPlace, settle, TYPE_TOKEN } from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import type { Declared, HiddenProperty } from "./declared";
import { holdsUnreadable, openStateValue } from "./state-values";

/** A resource as Pulumi writes it into state and previews. */
export interface WrittenResource {
  readonly urn: string;
  readonly id: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const KINDS = new Map(Object.entries(TYPE_TOKEN).map(([kind, token]) => [token as string, kind as Kind]));

/** The kind that a type token names; undefined: no resource of this package. */
export function kindOfType(type: unknown): Kind | undefined {
  return typeof type === "string" ? KINDS.get(type) : undefined;
}

/** What a resource declares. @throws CommandError (usage) when its settings are none */
export function declaredResource(kind: Kind, resource: WrittenResource): Declared {
  const outputs = openRecord(resource.outputs);
  const inputs = openRecord(resource.inputs);
  const { stack, logicalId } = { ...outputs.values, ...inputs.values };
  return {
    kind,
    id: resource.id,
    ...settingsOf(kind, resource),
    connectorName: textOf(inputs.values["connectorName"]),
    owner: typeof stack === "string" && typeof logicalId === "string" ? { stack, logicalId } : null,
    declaredAt: placeOf(inputs.values["declaredAt"]),
    revision: typeof outputs.values["revision"] === "number" ? outputs.values["revision"] : undefined,
    secretVersion: secretVersionOf(outputs.values["secretVersion"]),
    declaresPassword: resource.inputs["password"] !== undefined,
    unmanagedPermissions: inputs.values["unmanagedPermissions"] === "report" ? "report" : "revoke",
  } as Declared;
}

function settingsOf(kind: Kind, { urn, inputs }: WrittenResource) {
  const opened = openRecord(inputs);
  const names = Object.keys(FIELDS[kind]);
  const given = Object.fromEntries(names.map((name) => [name, opened.values[name]]));
  // What is encrypted is taken as it stands, and never compared.
  const settled = settle(kind, given, { isUnknown: holdsUnreadable });
  const hidden = opened.hidden.filter(({ name }) => names.includes(name));
  if (settled.ok) return { settings: settled.value, hidden };
  const why = settled.failures.map(({ message, code }) => `  ${message} (${code})`).join("\n");
  throw new CommandError(`${urn} is not settled as this version of relayctl does it:\n${why}`, EXIT.usage);
}

interface OpenedRecord {
  readonly values: Readonly<Record<string, unknown>>;
  readonly hidden: readonly HiddenProperty[];
}

function openRecord(record: Readonly<Record<string, unknown>>): OpenedRecord {
  const opened = Object.entries(record).map(([name, value]) => ({ name, ...openStateValue(value) }));
  return {
    values: Object.fromEntries(opened.map(({ name, value }) => [name, value])),
    hidden: opened.flatMap(({ name, secrecy }): readonly HiddenProperty[] =>
      secrecy === "none" ? [] : [{ name, why: secrecy === "encrypted" ? "unreadable" : "secret" }],
    ),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function secretVersionOf(value: unknown): string | null | undefined {
  return typeof value === "string" || value === null ? value : undefined;
}

function placeOf(value: unknown): string | undefined {
  const place = parseProgramPlace(value);
  return place && formatProgramPlace(place);
}
