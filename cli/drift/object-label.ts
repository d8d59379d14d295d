import { isNamedKind, type Kind, NAME_PROPERTY, type SettingsOf } from "../../model";
import type { HostObject } from "./drift-host";

/** An object as far as people call it by something. */
export interface Labelled {
  readonly kind: Kind;
  readonly settings: SettingsOf[Kind];
  /** Permissions: name of the connector, for where no connector has the GUID in the settings. */
  readonly connectorName?: string | undefined;
}

/** What people call objects of a host: connector name, domain, `Allow PRINCIPAL on CONNECTOR`. */
export function labelsOf(objects: readonly HostObject[]): (object: Labelled) => string {
  const names = new Map(
    objects.flatMap((object) =>
      object.kind === "ReceiveConnector" ? [[object.id, object.settings.name] as const] : [],
    ),
  );
  return ({ kind, settings, connectorName }) => {
    const values = settings as unknown as Readonly<Record<string, unknown>>;
    if (isNamedKind(kind)) return String(values[NAME_PROPERTY[kind]]);
    if (kind !== "ConnectorPermission") return "transport configuration";
    const { access, principal, connector } = settings as SettingsOf["ConnectorPermission"];
    return `${access} ${principal} on ${names.get(connector) ?? connectorName ?? connector}`;
  };
}
