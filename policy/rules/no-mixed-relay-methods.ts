import {
  ANONYMOUS_LOGON,
  AUTHENTICATED_USERS,
  type AuthMechanism,
  effectiveRights,
  type ExtendedRight,
  EXTERNALLY_SECURED_SERVERS,
  hasExpired,
  type PermissionEntry,
  PRINCIPALS,
} from "../../model";
import type { RelayRule } from "../rule";
import { nameOf, type StackObjectOf } from "../stack-object";
import { ofKind, type StackSubject } from "../stack-subject";

type Connector = StackObjectOf<"ReceiveConnector">;
type Method = "anonymous clients" | "externally secured clients" | "clients that log in";

const RIGHTS: readonly ExtendedRight[] = ["ms-Exch-SMTP-Submit", "ms-Exch-SMTP-Accept-Any-Recipient"];

// "One method or the other": allow-anonymous-relay.
export const NO_MIXED_RELAY_METHODS: RelayRule = {
  name: "no-mixed-relay-methods",
  title: "One relay method a connector",
  description:
    "A connector lets clients relay in one way: anonymous, externally secured or logged in. With two of them the weaker one decides.",
  remedy:
    "Keep one way to relay on the connector, and make a second connector, with the ranges of those clients, for the other.",
  level: "advisory",
  severity: "medium",
  scope: "stack",
  config: {},
  judge: (subject) =>
    ofKind(subject, "ReceiveConnector").flatMap((connector) => {
      const methods = methodsOf(connector, subject);
      if (methods.length < 2) return [];
      const message = `${nameOf(connector)} lets ${methods.join(" and ")} relay.`;
      return [{ urn: connector.urn, message }];
    }),
};

function methodsOf(connector: Connector, { entriesOn, at }: StackSubject): readonly Method[] {
  const { settings } = connector;
  if (!settings.enabled || hasExpired(settings, at)) return [];
  const entries = entriesOn(connector);
  const relays = (...principals: readonly string[]) => {
    const { granted } = effectiveRights({ groups: settings.permissionGroups, entries, principals, at });
    return RIGHTS.every((right) => granted.has(right));
  };
  const methods: readonly (readonly [Method, boolean])[] = [
    // With ExternalAuthoritative nobody is anonymous: such an entry waits for the mechanism to go.
    ["anonymous clients", relays(ANONYMOUS_LOGON)],
    ["externally secured clients", offers(connector, "ExternalAuthoritative") && relays(EXTERNALLY_SECURED_SERVERS)],
    ["clients that log in", offers(connector, "BasicAuth") && accountsIn(entries).some((those) => relays(...those))],
  ];
  return methods.flatMap(([method, isThere]) => (isThere ? [method] : []));
}

function offers({ settings }: Connector, mechanism: AuthMechanism): boolean {
  return settings.authMechanism.includes(mechanism);
}

/** Principals of those who may log in: nobody in particular, and each account or group that an entry names. */
function accountsIn(entries: readonly PermissionEntry[]): readonly (readonly string[])[] {
  const names = new Set(entries.map(({ principal }) => principal).filter((name) => !BUILT_IN.has(name)));
  return [[AUTHENTICATED_USERS], ...[...names].map((name) => [AUTHENTICATED_USERS, name])];
}

const BUILT_IN: ReadonlySet<string> = new Set(PRINCIPALS.map(({ name }) => name));
