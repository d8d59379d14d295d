import type { Kind } from "./settings";
import { settle } from "./settle";

/** Least inputs of a good object of every kind, for tests. */
export const EXAMPLES: { readonly [K in Kind]: Readonly<Record<string, unknown>> } = {
  ReceiveConnector: {
    name: "CRM Application",
    bindings: ["0.0.0.0:25"],
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  },
  ConnectorPermission: {
    connector: "5e0d",
    principal: "nt authority\\anonymous logon",
    extendedRights: ["ms-exch-smtp-accept-any-recipient"],
  },
  AcceptedDomain: { domainName: "Contoso.com" },
  SendConnector: { name: "Internet", addressSpaces: ["*"], smartHosts: ["127.0.0.1:2526"] },
  RelayUser: { username: "crm" },
  RelayGroup: { name: "Line of business" },
  TransportConfig: {},
};

export const CRM = EXAMPLES.ReceiveConnector;

/** Settled settings. @throws when they are refused. */
export function settled(kind: Kind, input: unknown): unknown {
  const parsed = settle(kind, input);
  if (!parsed.ok) throw new Error(parsed.failures.map(({ message }) => message).join("\n"));
  return parsed.value;
}

/** `property CODE` of every failure. */
export function failuresOf(kind: Kind, input: unknown): string[] {
  const parsed = settle(kind, input);
  return parsed.ok ? [] : parsed.failures.map(({ property, code }) => `${property} ${code}`);
}
