import type { ConnectorPermissionSettings } from "../../model";
import type { HostObject } from "./host-object";

/** A logical name for an object: from its own name, in the manner of programs. */
export function proposeName(object: HostObject, connectorName: string | undefined): string {
  return kebab(nameOf(object, connectorName)) || kebab(object.kind);
}

function nameOf({ kind, settings }: HostObject, connectorName: string | undefined): string {
  switch (kind) {
    case "AcceptedDomain":
      return (settings as HostObject<"AcceptedDomain">["settings"]).domainName.replaceAll("*", "any");
    case "ConnectorPermission":
      return permissionName(settings as ConnectorPermissionSettings, connectorName ?? "");
    case "RelayUser":
      return (settings as HostObject<"RelayUser">["settings"]).username;
    case "TransportConfig":
      return "transport-config";
    case "RelayGroup":
    case "ReceiveConnector":
    case "SendConnector":
      return (settings as HostObject<"SendConnector">["settings"]).name;
  }
}

function permissionName({ principal, access, extendedRights }: ConnectorPermissionSettings, connector: string): string {
  const [right, ...others] = extendedRights;
  const rights = others.length > 0 ? "rights" : (right ?? "").replace(/^ms-Exch-(SMTP-)?/i, "");
  return [connector, principal.split("\\").at(-1), access === "Deny" ? "deny" : "", rights].join(" ");
}

// Umlauts and the like become their letters; what has no letter becomes a dash.
function kebab(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

/** The name itself, or with the first number that makes it new. It counts as taken from then on. */
export function makeUnique(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count += 1) unique = `${name}-${count}`;
  taken.add(unique);
  return unique;
}
