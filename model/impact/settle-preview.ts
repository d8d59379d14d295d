import type { Failure, Parsed } from "../failure";
import { isNamedKind, NAME_PROPERTY } from "../name-property";
import { settle } from "../settle";
import type { Kind, SettingsOf } from "../settings";
import { knownSettings } from "./known-settings";
import { holdsHidden, hiddenValue, isHiddenValue } from "./preview-values";
import type { PreviewProperties, PreviewResource, PreviewState } from "./pulumi-preview";

/** Inputs of the SDK and the engine that are no settings. */
export const BESIDE_SETTINGS: ReadonlySet<string> = new Set([
  "logicalId",
  "stack",
  "declaredAt",
  "adoptExisting",
  "unmanagedPermissions",
  "unmanagedEntries",
  "connectorName",
  "password",
  "passwordGiven",
  "preview",
  "declaredEntries",
  "__provider",
  "__defaults",
]);

/** Settings of a resource as a preview has them. */
export interface SettledPreview<K extends Kind = Kind> {
  /** Canonical, with the marks of what is not to be seen. */
  readonly settings: SettingsOf[K];
  /** With something else in place of the marks; null: too little is to be seen. */
  readonly known: SettingsOf[K] | null;
  /** Properties of which something is not to be seen. */
  readonly hidden: readonly string[];
}

export interface PreviewSubject {
  readonly resource: PreviewResource;
  readonly state: PreviewState;
  /** Settings of the object in the configuration that the preview is laid over; undefined: it is not there. */
  readonly base: object | undefined;
}

/** Reads the settings of one side of a resource as the provider's check does; failures name the place in the preview. */
export function settlePreview({ resource, state, base }: PreviewSubject): Parsed<SettledPreview> {
  const { kind } = resource;
  const given = Object.fromEntries(
    Object.entries(state.inputs)
      .filter(([name]) => !BESIDE_SETTINGS.has(name))
      .map(([name, value]) => [name, seenElsewhere({ resource, state, base }, name, value)]),
  );
  const settled = settle(kind, given, { isUnknown: isHiddenValue });
  if (!settled.ok)
    return { ok: false, failures: settled.failures.map((found) => movedTo(`${state.path}.inputs`, found)) };
  const before = base as SettingsOf[Kind] | undefined;
  const { settings: known, unknown: hidden } = knownSettings(kind, settled.value, { isUnknown: isHiddenValue, before });
  return { ok: true, value: { settings: settled.value, known, hidden } };
}

/**
 * What a preview hides and something else says: the connector's name in place of an id that is still to come, and of a
 * secret that the update leaves as it is, the value that the host has.
 */
function seenElsewhere({ resource, state, base }: PreviewSubject, name: string, value: unknown): unknown {
  if (!holdsHidden(value)) return value;
  const { connectorName } = state.inputs;
  if (name === "connector" && typeof connectorName === "string" && !isHiddenValue(connectorName)) return connectorName;
  const isChanged = resource.before === null || (state === resource.after && resource.changed.has(name));
  const isOnlySecret = (Array.isArray(value) ? value : [value]).every((item) => hiddenValue(item) !== "later");
  if (base === undefined || isChanged || !isOnlySecret) return value;
  return (base as PreviewProperties)[name] ?? value;
}

/** How people call the object of a resource: `ReceiveConnector "CRM Application"`. */
export function previewName({ kind, name }: PreviewResource, settings: object): string {
  const own = isNamedKind(kind) ? (settings as PreviewProperties)[NAME_PROPERTY[kind]] : undefined;
  return `${kind} ${JSON.stringify(typeof own === "string" && !isHiddenValue(own) ? own : name)}`;
}

/** A failure under its path in a preview. */
export function movedTo(path: string, { code, property, message }: Failure): Failure {
  const place = `${path}.${property}`;
  const moved = message.startsWith(property) ? `${place}${message.slice(property.length)}` : `${place}: ${message}`;
  return { code, property: place, message: moved };
}
