import { formatBinding, knownBinding } from "./binding";
import { formatCount, privateWidth } from "./lint-width";
import type { ConnectorPermissionSettings, ReceiveConnectorSettings } from "./settings";
import { knownIpRange } from "./ip-range-text";
import { ANONYMOUS_LOGON } from "./principal";

/** Something that is allowed and rarely meant. Never stops anything. */
export interface LintWarning {
  /** Stable name of the lint. */
  readonly lint: LintName;
  readonly property: string;
  /** Whole sentence. */
  readonly message: string;
}

export type LintName =
  | "family-without-range"
  | "family-without-binding"
  | "basic-auth-in-clear"
  | "both-relay-methods"
  | "wide-private-relay"
  | "legacy-servers"
  | "partners-without-certificates"
  | "certificates-without-partners"
  | "observed-for-long"
  | "range-never-matches"
  | "range-partly-superseded"
  | "redundant-range"
  | "expired-connector"
  | "unreachable-entry"
  | "expired-entry"
  | "denied-entry"
  | "redundant-entry"
  | "idle-deny"
  | "covered-domain"
  | "idle-send-connector";

/** A connector and the explicit entries on it. */
export interface LintSubject {
  readonly settings: ReceiveConnectorSettings;
  readonly permissions: readonly ConnectorPermissionSettings[];
}

/** Everything about a connector that deserves a second look, in a fixed order. */
export function lintConnector(subject: LintSubject): readonly LintWarning[] {
  return [
    ...lintFamilies(subject.settings),
    ...lintBasicAuth(subject.settings),
    ...lintMethods(subject),
    ...lintPrivateWidth(subject),
    ...lintLegacy(subject.settings),
    ...lintPartners(subject.settings),
  ];
}

function lintFamilies({ bindings, remoteIpRanges }: ReceiveConnectorSettings): readonly LintWarning[] {
  const bound = bindings.map(knownBinding);
  const ranges = remoteIpRanges.map(knownIpRange);
  const idle = bound.flatMap((binding, index) => {
    if (ranges.some(({ family }) => family === binding.family)) return [];
    const message = `bindings[${index}] is ${formatBinding(binding)}, and no client range is IPv${binding.family}: it never matches.`;
    return [{ lint: "family-without-range" as const, property: `bindings[${index}]`, message }];
  });
  const unbound = ranges.flatMap(({ family }, index) => {
    if (bound.some((binding) => binding.family === family)) return [];
    const message = `remoteIpRanges[${index}] is ${remoteIpRanges[index]}, and no binding is IPv${family}: it never matches.`;
    return [{ lint: "family-without-binding" as const, property: `remoteIpRanges[${index}]`, message }];
  });
  return [...idle, ...unbound];
}

function lintBasicAuth({ authMechanism, requireTls }: ReceiveConnectorSettings): readonly LintWarning[] {
  const protects = requireTls || authMechanism.includes("BasicAuthRequireTLS");
  if (!authMechanism.includes("BasicAuth") || protects) return [];
  const message = `authMechanism is ${authMechanism.join(", ")}: passwords may cross the network in clear; add Tls and BasicAuthRequireTLS.`;
  return [{ lint: "basic-auth-in-clear", property: "authMechanism", message }];
}

// "One method or the other": allow-anonymous-relay.
function lintMethods(subject: LintSubject): readonly LintWarning[] {
  if (!relaysSecured(subject.settings) || !grantsAnonymousRelay(subject)) return [];
  const message =
    "authMechanism holds ExternalAuthoritative, and anonymous clients hold ms-Exch-SMTP-Accept-Any-Recipient: every client here is externally secured, so the entry does nothing until the mechanism goes; keep one of the two.";
  return [{ lint: "both-relay-methods", property: "authMechanism", message }];
}

function lintPrivateWidth(subject: LintSubject): readonly LintWarning[] {
  const anonymous = grantsAnonymousRelay(subject) && subject.settings.permissionGroups.includes("AnonymousUsers");
  if (!relaysSecured(subject.settings) && !anonymous) return [];
  const width = privateWidth(subject.settings.remoteIpRanges.map(knownIpRange));
  if (width === undefined) return [];
  const who = relaysSecured(subject.settings) ? "externally secured" : "anonymous";
  const message = `remoteIpRanges lets ${formatCount(width)} private addresses relay as ${who} clients: name the servers that need it.`;
  return [{ lint: "wide-private-relay", property: "remoteIpRanges", message }];
}

function lintLegacy({ permissionGroups }: ReceiveConnectorSettings): readonly LintWarning[] {
  if (!permissionGroups.includes("ExchangeLegacyServers")) return [];
  const message =
    "permissionGroups holds ExchangeLegacyServers: no client can have that identity here, so the group grants nothing.";
  return [{ lint: "legacy-servers", property: "permissionGroups", message }];
}

function relaysSecured({ authMechanism }: ReceiveConnectorSettings): boolean {
  return authMechanism.includes("ExternalAuthoritative");
}

function grantsAnonymousRelay({ permissions }: LintSubject): boolean {
  const about = (access: "Allow" | "Deny") =>
    permissions.some(
      (entry) =>
        entry.access === access &&
        entry.principal === ANONYMOUS_LOGON &&
        entry.extendedRights.includes("ms-Exch-SMTP-Accept-Any-Recipient"),
    );
  return about("Allow") && !about("Deny");
}

// C6: the group is what gives sessions with a client certificate rights, and nothing else makes such sessions.
function lintPartners({ permissionGroups, domainSecureEnabled }: ReceiveConnectorSettings): readonly LintWarning[] {
  const hasPartners = permissionGroups.includes("Partners");
  if (hasPartners === domainSecureEnabled) return [];
  if (hasPartners) {
    const message =
      "permissionGroups holds Partners and domainSecureEnabled is false: no client becomes a partner, so the group grants nothing.";
    return [{ lint: "partners-without-certificates", property: "permissionGroups", message }];
  }
  const message =
    "domainSecureEnabled is true and permissionGroups lacks Partners: a partner's certificate is demanded and gives no right.";
  return [{ lint: "certificates-without-partners", property: "domainSecureEnabled", message }];
}
