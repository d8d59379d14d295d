import type { Kind } from "./settings";

/** Kinds whose objects are called by one of their inputs. */
export type NamedKind = Exclude<Kind, "ConnectorPermission" | "TransportConfig">;

/** The input that names an object of the kind: no two of a host may share it. */
export const NAME_PROPERTY = {
  ReceiveConnector: "name",
  AcceptedDomain: "domainName",
  SendConnector: "name",
  RelayUser: "username",
  RelayGroup: "name",
} as const satisfies Readonly<Record<NamedKind, string>>;

/** Whether objects of the kind have a name. */
export function isNamedKind(kind: Kind): kind is NamedKind {
  return Object.hasOwn(NAME_PROPERTY, kind);
}
