import {
  ANONYMOUS_LOGON,
  AUTHENTICATED_USERS,
  EXTERNALLY_SECURED_SERVERS,
  PARTNER_SERVERS,
  PRINCIPALS,
} from "../principal";
import type { RelayUserSettings, ReceiveConnectorSettings } from "../settings";
import type { ConfigState } from "../stored-object";

const BUILT_IN = new Set(PRINCIPALS.map(({ name }) => name.toLowerCase()));

/** Whether sessions that have logged in may have this principal: an account, a group, or all of them. */
export function isAccountPrincipal(principal: string): boolean {
  const name = principal.toLowerCase();
  return name === AUTHENTICATED_USERS.toLowerCase() || !BUILT_IN.has(name);
}

/** Whether every session with the first principal has the second one as well. */
export function implies(principal: string, other: string): boolean {
  if (principal.toLowerCase() === other.toLowerCase()) return true;
  return other.toLowerCase() === AUTHENTICATED_USERS.toLowerCase() && isAccountPrincipal(principal);
}

/** Whether one session may have both: two accounts never meet, and an account has the groups that it is in. */
export function mayMeet(state: ConfigState, one: string, other: string): boolean {
  if (implies(one, other) || implies(other, one)) return true;
  if (!isAccountPrincipal(one) || !isAccountPrincipal(other)) return false;
  const [userOne, userOther] = [userNamed(state, one), userNamed(state, other)];
  if (userOne === undefined && userOther === undefined) return true;
  if (userOne !== undefined && userOther !== undefined) return false;
  const [user, group] = userOne === undefined ? [userOther, one] : [userOne, other];
  return user?.groups.some((name) => name.toLowerCase() === group.toLowerCase()) ?? true;
}

/**
 * Why no session on this connector ever has the principal; undefined when one may. Accounts of a directory are in
 * nobody's configuration: where AUTH is offered any of them may come, in any group.
 */
export function absenceOf(
  principal: string,
  settings: ReceiveConnectorSettings,
  state: ConfigState,
): string | undefined {
  const name = principal.toLowerCase();
  const known = ABSENCES.find((one) => one.principal.toLowerCase() === name);
  if (known !== undefined) return known.absence(settings, state);
  if (BUILT_IN.has(name) && !isAccountPrincipal(principal)) return "no client can have that identity here";
  return absenceOfAccounts(principal, settings, state);
}

interface KnownAbsence {
  readonly principal: string;
  absence(settings: ReceiveConnectorSettings, state: ConfigState): string | undefined;
}

const ABSENCES: readonly KnownAbsence[] = [
  {
    principal: ANONYMOUS_LOGON,
    absence: (settings) =>
      isExternal(settings)
        ? "authMechanism holds ExternalAuthoritative, so every client is externally secured"
        : undefined,
  },
  {
    principal: EXTERNALLY_SECURED_SERVERS,
    absence: (settings) => (isExternal(settings) ? undefined : "authMechanism lacks ExternalAuthoritative"),
  },
  {
    principal: PARTNER_SERVERS,
    absence: ({ domainSecureEnabled, authMechanism }, { transportConfig }) => {
      if (!domainSecureEnabled) return "domainSecureEnabled is false";
      if (!authMechanism.includes("Tls")) return "authMechanism lacks Tls";
      const hasPartners = transportConfig.settings.tlsReceiveDomainSecureList.length > 0;
      return hasPartners ? undefined : "tlsReceiveDomainSecureList of the TransportConfig is empty";
    },
  },
];

function absenceOfAccounts(
  principal: string,
  settings: ReceiveConnectorSettings,
  state: ConfigState,
): string | undefined {
  if (settings.authMechanism.includes("BasicAuth")) return undefined;
  if (isExternal(settings) || !settings.authMechanism.includes("Tls")) {
    return `authMechanism is ${settings.authMechanism.join(", ")}, so nobody can log in`;
  }
  const users = [...state.relayUsers.values()].map((user) => user.settings);
  const named = users.filter((user) => isOrBelongsTo(user, principal));
  if (named.some(({ clientCertificates }) => clientCertificates.length > 0)) return undefined;
  return "authMechanism lacks BasicAuth, and no account meant has a client certificate";
}

function isOrBelongsTo({ username, groups }: RelayUserSettings, principal: string): boolean {
  return [AUTHENTICATED_USERS, username, ...groups].some((name) => name.toLowerCase() === principal.toLowerCase());
}

function isExternal({ authMechanism }: ReceiveConnectorSettings): boolean {
  return authMechanism.includes("ExternalAuthoritative");
}

function userNamed(state: ConfigState, name: string): RelayUserSettings | undefined {
  for (const { settings } of state.relayUsers.values()) {
    if (settings.username.toLowerCase() === name.toLowerCase()) return settings;
  }
  return undefined;
}
