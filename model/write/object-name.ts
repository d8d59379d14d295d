import { isNamedKind, NAME_PROPERTY } from "../name-property";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { isOfKind } from "./object-collections";

/** What people call an object: connector name, domain, `Allow PRINCIPAL on CONNECTOR`. */
export function objectName(state: RecordedState, object: ObjectRecord): string {
  const { kind, settings } = object;
  if (isNamedKind(kind)) return String((settings as unknown as Readonly<Record<string, unknown>>)[NAME_PROPERTY[kind]]);
  if (!isOfKind(object, "ConnectorPermission")) return "transport configuration";
  const { access, principal, connector } = object.settings;
  return `${access} ${principal} on ${state.receiveConnectors.get(connector)?.settings.name ?? connector}`;
}

/** `ReceiveConnector "CRM Application" of stack acme/relay/prod`, for messages. */
export function describeObject(state: RecordedState, object: ObjectRecord): string {
  return `${object.kind} "${objectName(state, object)}" (${describeOwner(object)})`;
}

export function describeOwner(object: Pick<ObjectRecord, "owner">): string {
  if (object.owner === null) return "declared by nobody";
  return `declared by stack ${object.owner.stack} as ${object.owner.logicalId}`;
}
