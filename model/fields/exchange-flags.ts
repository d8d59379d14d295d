import type { AuthMechanism, PermissionGroup } from "../settings";
import type { Format } from "./field";
import { flags, type RefusedFlag } from "./flags";

const NO_DIRECTORY = "there is no Active Directory here.";

/** Permission groups, in the order in which Exchange prints them. */
export const PERMISSION_GROUPS = [
  "None",
  "AnonymousUsers",
  "ExchangeUsers",
  "ExchangeServers",
  "ExchangeLegacyServers",
  "Partners",
] as const satisfies readonly PermissionGroup[];

/** Authentication mechanisms, in the order in which Exchange prints them. */
export const AUTH_MECHANISMS = [
  "None",
  "Tls",
  "Integrated",
  "BasicAuth",
  "BasicAuthRequireTLS",
  "ExchangeServer",
  "ExternalAuthoritative",
] as const satisfies readonly AuthMechanism[];

/** Why `Custom` is no input: Exchange only shows it, when rights are not just the presets. */
export const CUSTOM_REFUSED =
  "Exchange only shows Custom, when a connector has rights of its own; declare those rights as ConnectorPermission.";

function anotherName(value: string, meant: string): RefusedFlag {
  return { value, code: "RELAY_CHOICE_INVALID", why: `write ${meant}.` };
}

const REFUSED_GROUPS: readonly RefusedFlag[] = [
  { value: "Custom", code: "RELAY_GROUP_CUSTOM", why: CUSTOM_REFUSED },
  // The concept pages and the dialog write these (exchange-model: "UI/help sometimes write").
  anotherName("Anonymous", "AnonymousUsers"),
  anotherName("Partner", "Partners"),
  anotherName("ExchangeServer", "ExchangeServers (ExchangeServer is a mechanism of authMechanism)"),
  anotherName("ExchangeUser", "ExchangeUsers"),
  anotherName("ExchangeLegacyServer", "ExchangeLegacyServers"),
];

const REFUSED_MECHANISMS: readonly RefusedFlag[] = [
  {
    value: "Integrated",
    code: "RELAY_FLAG_NOT_SUPPORTED",
    why: `it authenticates against a Windows domain, and ${NO_DIRECTORY} Write BasicAuth and BasicAuthRequireTLS.`,
  },
  {
    value: "ExchangeServer",
    code: "RELAY_FLAG_NOT_SUPPORTED",
    why: `it authenticates Exchange servers of the same organisation, and ${NO_DIRECTORY} Write ExternalAuthoritative for servers that are trusted by address.`,
  },
  anotherName("ExchangeServers", "ExternalAuthoritative here, or ExchangeServers in permissionGroups"),
  anotherName("ExternallySecured", "ExternalAuthoritative"),
  anotherName("Basic", "BasicAuth"),
];

export const permissionGroups: Format<readonly PermissionGroup[]> = flags<PermissionGroup>({
  values: PERMISSION_GROUPS,
  refused: REFUSED_GROUPS,
  of: "permission groups",
});

export const authMechanism: Format<readonly AuthMechanism[]> = flags<AuthMechanism>({
  values: AUTH_MECHANISMS,
  refused: REFUSED_MECHANISMS,
  of: "authentication mechanisms",
});
