import {
  ANONYMOUS_LOGON,
  AUTHENTICATED_USERS,
  effectiveRights,
  EXTERNALLY_SECURED_SERVERS,
  permissionEntry,
  type PermissionEntry,
  PRINCIPALS,
} from "../../model";
import type { RelayRule } from "../rule";
import { nameOf, type StackObjectOf } from "../stack-object";
import { connectorOf, ofKind, type StackSubject } from "../stack-subject";

type Connector = StackObjectOf<"ReceiveConnector">;
type Method = "anonymous clients" | "externally secured clients" | "clients that log in";

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

function methodsOf(connector: Connector, subject: StackSubject): readonly Method[] {
  const { authMechanism, enabled } = connector.settings;
  if (!enabled) return [];
  const connectors = ofKind(subject, "ReceiveConnector");
  const entries = ofKind(subject, "ConnectorPermission")
    .filter((permission) => connectorOf(permission, connectors)?.urn === connector.urn)
    .map(({ urn, settings }) => permissionEntry(urn, settings));
  const relays = (...principals: readonly string[]) => mayRelay(connector, { entries, principals, at: subject.at });
  const secured = authMechanism.includes("ExternalAuthoritative") && relays(EXTERNALLY_SECURED_SERVERS);
  const logsIn = authMechanism.includes("BasicAuth");
  const accounts = [undefined, ...namedAccounts(entries)];
  return [
    ...(relays(ANONYMOUS_LOGON) ? (["anonymous clients"] as const) : []),
    ...(secured ? (["externally secured clients"] as const) : []),
    ...(logsIn && accounts.some((account) => relays(AUTHENTICATED_USERS, ...(account === undefined ? [] : [account])))
      ? (["clients that log in"] as const)
      : []),
  ];
}

interface RelayQuestion {
  readonly entries: readonly PermissionEntry[];
  readonly principals: readonly string[];
  readonly at: number;
}

function mayRelay({ settings }: Connector, question: RelayQuestion): boolean {
  const { granted } = effectiveRights({ groups: settings.permissionGroups, ...question });
  // "ExternalAuthoritative makes every session externally secured" does not matter here: the entry waits for the
  // mechanism to go.
  return granted.has("ms-Exch-SMTP-Accept-Any-Recipient") && granted.has("ms-Exch-SMTP-Submit");
}

/** Accounts and groups of accounts that entries name. */
function namedAccounts(entries: readonly PermissionEntry[]): readonly string[] {
  const builtIn = new Set(PRINCIPALS.map(({ name }) => name));
  return [...new Set(entries.map(({ principal }) => principal).filter((name) => !builtIn.has(name)))];
}
