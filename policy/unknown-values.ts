import type { Kind } from "../model";
import { findConnectorIn } from "./find-connector";
import { holdsUnknown } from "./plain-value";
import { nameOf, type StackObject } from "./stack-object";
import { ofKind } from "./stack-subject";

/** Something about a resource that only the update will tell, or another stack knows. */
export interface UnknownFact {
  readonly urn: string;
  /** Name of the setting. */
  readonly setting: string;
  /** `remoteIpRanges of ReceiveConnector "crm" is known only after the update`. */
  readonly message: string;
}

/** Settings that decide who may relay, or whether a password is protected. Any other may be unknown without harm. */
export const DECIDING: { readonly [K in Kind]: readonly string[] } = {
  ReceiveConnector: [
    "enabled",
    "bindings",
    "remoteIpRanges",
    "permissionGroups",
    "authMechanism",
    "requireTls",
    "domainSecureEnabled",
    "onlySenders",
    "onlyRecipients",
    "expiresAt",
    "maxMessageSize",
  ],
  ConnectorPermission: ["principal", "access", "extendedRights", "expiresAt"],
  AcceptedDomain: ["domainName", "domainType", "matchSubDomains"],
  SendConnector: ["enabled", "smartHostAuthMechanism", "requireTls", "tlsAuthLevel", "ignoreStartTls"],
  RelayUser: ["username", "enabled", "groups", "allowedSenders", "clientCertificates"],
  RelayGroup: ["name"],
  TransportConfig: ["tlsReceiveDomainSecureList", "trustedProxies"],
};

/** Settings by which somebody may do more, and of which nobody can say what the widest value is. */
export const WITHOUT_WIDEST: readonly string[] = [
  "domainName",
  "matchSubDomains",
  "username",
  "allowedSenders",
  "groups",
  "clientCertificates",
  "tlsReceiveDomainSecureList",
  "trustedProxies",
];

/**
 * Everything that cannot be known yet about the resources of a host and could decide a rule.
 *
 * @param strays Permissions on connectors that are not the stack's.
 */
export function unknownFacts(objects: readonly StackObject[], strays: readonly StackObject[]): readonly UnknownFact[] {
  const values = objects.flatMap((object) =>
    unknownSettings(object)
      .filter((name) => DECIDING[object.kind].includes(name))
      .map((setting) => ({
        urn: object.urn,
        setting,
        message: `${setting} of ${nameOf(object)} is known only after the update`,
      })),
  );
  const elsewhere = strays.map((permission) => ({
    urn: permission.urn,
    setting: "connector",
    message: `the connector of ${nameOf(permission)} is not one of this stack`,
  }));
  return [...values, ...elsewhere];
}

/** Names of settings that are not known, or only in part. */
export function unknownSettings({ settings }: StackObject): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => (holdsUnknown(value) ? [name] : []));
}

/** Permissions on a connector that the stack neither declares nor looks up. */
export function strayPermissions(objects: readonly StackObject[]): readonly StackObject[] {
  const connectorOf = findConnectorIn(ofKind({ objects }, "ReceiveConnector"));
  return ofKind({ objects }, "ConnectorPermission").filter((permission) => connectorOf(permission) === undefined);
}
