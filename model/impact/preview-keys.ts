import type { Failure } from "../failure";
import { failure } from "../fields/outcome";
import { isNamedKind, NAME_PROPERTY } from "../name-property";
import type { Kind } from "../settings";
import type { ObjectKey } from "./object-key";
import { isHiddenValue } from "./preview-values";
import type { PreviewProperties, PreviewResource, PreviewState } from "./pulumi-preview";

/** What names the object that one side of a resource is about. */
export function previewKey(kind: Kind, { id, inputs }: Pick<PreviewState, "id" | "inputs">): ObjectKey {
  const connectorName = shownText(inputs["connectorName"]);
  return { kind, id, settings: namingSettings(kind, inputs), connectorName };
}

function namingSettings(kind: Kind, inputs: PreviewProperties): object {
  if (isNamedKind(kind)) return { [NAME_PROPERTY[kind]]: shownText(inputs[NAME_PROPERTY[kind]]) };
  if (kind === "TransportConfig") return {};
  const rights = inputs["extendedRights"];
  return {
    connector: shownText(inputs["connector"]),
    principal: shownText(inputs["principal"]),
    access: shownText(inputs["access"]),
    extendedRights: isTextList(rights) ? rights : undefined,
  };
}

/** Undefined for what is no text, and for a mark in place of one. */
export function shownText(value: unknown): string | undefined {
  return typeof value === "string" && !isHiddenValue(value) ? value : undefined;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Objects that an update takes from the host: what it deletes, and rights that were found without a declaration. */
export function goingKeys(
  { kind, before, after, deleted }: PreviewResource,
  failures: Failure[],
): readonly ObjectKey[] {
  const gone = deleted.map((state) => previewKey(kind, state));
  const revokes = kind === "ReceiveConnector" && after?.inputs["unmanagedPermissions"] === "revoke";
  return revokes && before !== null ? [...gone, ...unmanagedKeys(before, failures)] : gone;
}

function unmanagedKeys({ path, id, inputs, outputs }: PreviewState, failures: Failure[]): readonly ObjectKey[] {
  const entries = outputs["unmanagedEntries"] ?? [];
  if (Array.isArray(entries) && entries.every(isEntry)) {
    const connector = { connector: id, connectorName: inputs["name"] };
    return entries.map((entry) => {
      return previewKey("ConnectorPermission", { id: entry["id"], inputs: { ...entry, ...connector } });
    });
  }
  const complaint = "is no list of rights as the provider writes it.";
  failures.push(failure("RELAY_TYPE_INVALID", `${path}.outputs.unmanagedEntries`, complaint));
  return [];
}

function isEntry(value: unknown): value is PreviewProperties & { readonly id: string } {
  const { id, principal, access, extendedRights } = (value ?? {}) as PreviewProperties;
  return [id, principal, access].every((text) => typeof text === "string") && isTextList(extendedRights);
}
