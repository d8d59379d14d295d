import type { PermissionGroup } from "../../model";

/** Who the client is. A partner shows a certificate for contoso.com and fabrikam.com, both domains of the secure list. */
export type MatrixClient = "anonymous" | "authenticated" | "externally-secured" | "partner";

/**
 * What comes of one sender.
 * - `relays`: MAIL is taken, and so are a recipient of our own and an external one.
 * - `delivers`: MAIL and our own recipient are taken, the external one is answered 550 5.7.1 Unable to relay.
 * - `not-authenticated`: MAIL is answered 530 5.7.1, as to anonymous clients without Submit.
 * - `not-authorized`: MAIL is answered 550 5.7.1 Submission not authorized, as to all others without Submit.
 * - `not-this-sender`: MAIL is answered 550 5.7.1 Client does not have permissions to send as this sender.
 * - `login-refused`: AUTH is answered 535 though the password is right: the account has no Submit.
 * - `not-declarable`: the settings are refused: ExternalAuthoritative needs the group ExchangeServers.
 */
export type MatrixAnswer =
  | "relays"
  | "delivers"
  | "not-authenticated"
  | "not-authorized"
  | "not-this-sender"
  | "login-refused"
  | "not-declarable";

export type MatrixRow = readonly [
  groups: readonly PermissionGroup[],
  client: MatrixClient,
  ownSender: MatrixAnswer,
  otherSender: MatrixAnswer,
  nullSender: MatrixAnswer,
];

/**
 * What Exchange's permission model says, written by hand from the rights of the permission groups (exchange-model §2.2) and
 * the rights at protocol level (§3.1 to §3.4). In short: ANONYMOUS LOGON has rights by AnonymousUsers only, Authenticated
 * Users by ExchangeUsers only (and no sender right at all), Externally Secured Servers by ExchangeServers, Partner Servers
 * by Partners (and send as the domains of their certificate). With the null sender a partner is nobody's partner, so it
 * is anonymous. No client of this host can be ExchangeLegacyInterop, so ExchangeLegacyServers gives nobody anything.
 */
export const PERMISSION_MATRIX: readonly MatrixRow[] = [
  [["None"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["None"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["None"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["None"], "partner", "not-authorized", "not-authorized", "not-authenticated"],

  [["AnonymousUsers"], "anonymous", "delivers", "delivers", "delivers"],
  [["AnonymousUsers"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["AnonymousUsers"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["AnonymousUsers"], "partner", "not-authorized", "not-authorized", "delivers"],

  [["ExchangeUsers"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["ExchangeUsers"], "authenticated", "not-this-sender", "not-this-sender", "relays"],
  [["ExchangeUsers"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["ExchangeUsers"], "partner", "not-authorized", "not-authorized", "not-authenticated"],

  [["ExchangeServers"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["ExchangeServers"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["ExchangeServers"], "externally-secured", "relays", "relays", "relays"],
  [["ExchangeServers"], "partner", "not-authorized", "not-authorized", "not-authenticated"],

  [["ExchangeLegacyServers"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["ExchangeLegacyServers"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["ExchangeLegacyServers"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["ExchangeLegacyServers"], "partner", "not-authorized", "not-authorized", "not-authenticated"],

  [["Partners"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["Partners"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["Partners"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["Partners"], "partner", "delivers", "delivers", "not-authenticated"],

  [["AnonymousUsers", "ExchangeUsers"], "anonymous", "delivers", "delivers", "delivers"],
  [["AnonymousUsers", "ExchangeUsers"], "authenticated", "not-this-sender", "not-this-sender", "relays"],
  [["AnonymousUsers", "ExchangeUsers"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["AnonymousUsers", "ExchangeUsers"], "partner", "not-authorized", "not-authorized", "delivers"],

  [["AnonymousUsers", "ExchangeServers"], "anonymous", "delivers", "delivers", "delivers"],
  [["AnonymousUsers", "ExchangeServers"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["AnonymousUsers", "ExchangeServers"], "externally-secured", "relays", "relays", "relays"],
  [["AnonymousUsers", "ExchangeServers"], "partner", "not-authorized", "not-authorized", "delivers"],

  [["AnonymousUsers", "ExchangeLegacyServers"], "anonymous", "delivers", "delivers", "delivers"],
  [["AnonymousUsers", "ExchangeLegacyServers"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [
    ["AnonymousUsers", "ExchangeLegacyServers"],
    "externally-secured",
    "not-declarable",
    "not-declarable",
    "not-declarable",
  ],
  [["AnonymousUsers", "ExchangeLegacyServers"], "partner", "not-authorized", "not-authorized", "delivers"],

  [["AnonymousUsers", "Partners"], "anonymous", "delivers", "delivers", "delivers"],
  [["AnonymousUsers", "Partners"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["AnonymousUsers", "Partners"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["AnonymousUsers", "Partners"], "partner", "delivers", "delivers", "delivers"],

  [["ExchangeUsers", "ExchangeServers"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["ExchangeUsers", "ExchangeServers"], "authenticated", "not-this-sender", "not-this-sender", "relays"],
  [["ExchangeUsers", "ExchangeServers"], "externally-secured", "relays", "relays", "relays"],
  [["ExchangeUsers", "ExchangeServers"], "partner", "not-authorized", "not-authorized", "not-authenticated"],

  [
    ["ExchangeUsers", "ExchangeLegacyServers"],
    "anonymous",
    "not-authenticated",
    "not-authenticated",
    "not-authenticated",
  ],
  [["ExchangeUsers", "ExchangeLegacyServers"], "authenticated", "not-this-sender", "not-this-sender", "relays"],
  [
    ["ExchangeUsers", "ExchangeLegacyServers"],
    "externally-secured",
    "not-declarable",
    "not-declarable",
    "not-declarable",
  ],
  [["ExchangeUsers", "ExchangeLegacyServers"], "partner", "not-authorized", "not-authorized", "not-authenticated"],

  [["ExchangeUsers", "Partners"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["ExchangeUsers", "Partners"], "authenticated", "not-this-sender", "not-this-sender", "relays"],
  [["ExchangeUsers", "Partners"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["ExchangeUsers", "Partners"], "partner", "delivers", "delivers", "not-authenticated"],

  [
    ["ExchangeServers", "ExchangeLegacyServers"],
    "anonymous",
    "not-authenticated",
    "not-authenticated",
    "not-authenticated",
  ],
  [["ExchangeServers", "ExchangeLegacyServers"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["ExchangeServers", "ExchangeLegacyServers"], "externally-secured", "relays", "relays", "relays"],
  [["ExchangeServers", "ExchangeLegacyServers"], "partner", "not-authorized", "not-authorized", "not-authenticated"],

  [["ExchangeServers", "Partners"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["ExchangeServers", "Partners"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["ExchangeServers", "Partners"], "externally-secured", "relays", "relays", "relays"],
  [["ExchangeServers", "Partners"], "partner", "delivers", "delivers", "not-authenticated"],

  [["ExchangeLegacyServers", "Partners"], "anonymous", "not-authenticated", "not-authenticated", "not-authenticated"],
  [["ExchangeLegacyServers", "Partners"], "authenticated", "login-refused", "login-refused", "login-refused"],
  [["ExchangeLegacyServers", "Partners"], "externally-secured", "not-declarable", "not-declarable", "not-declarable"],
  [["ExchangeLegacyServers", "Partners"], "partner", "delivers", "delivers", "not-authenticated"],
];
