import {
  type Kind,
  type OwnerClaim,
  type RunContext,
  type Scope,
  type SettingsOf,
  settle,
  type WriteCommand,
  type WriteContext,
} from "../../model";

export const STACK = "acme/relay/prod";
export const OTHER_STACK = "acme/billing/prod";
export const START = Date.UTC(2026, 10, 24, 7);

/** Settled settings; a fixture with a mistake fails loudly. */
export function settings<K extends Kind>(kind: K, input: object): SettingsOf[K] {
  const settled = settle(kind, input);
  if (!settled.ok) throw new Error(settled.failures.map(({ message }) => message).join("\n"));
  return settled.value;
}

export function connector(name: string, remoteIpRanges: readonly string[], more: object = {}) {
  const given = { name, remoteIpRanges, bindings: ["0.0.0.0:25"], permissionGroups: ["AnonymousUsers"], ...more };
  return settings("ReceiveConnector", given);
}

export function relayEntry(connectorId: string, more: object = {}) {
  return settings("ConnectorPermission", {
    connector: connectorId,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    ...more,
  });
}

export function domain(domainName: string, more: object = {}) {
  return settings("AcceptedDomain", { domainName, domainType: "Authoritative", ...more });
}

export function owner(logicalId: string, token: string, stack = STACK): OwnerClaim {
  return { stack, logicalId, token };
}

interface ContextOptions {
  readonly scopes?: readonly Scope[];
  readonly stackPattern?: string | null;
  readonly run?: RunContext | null;
  readonly now?: number;
}

export function context({
  scopes = ["read", "write"],
  stackPattern = null,
  run = null,
  now = START,
}: ContextOptions = {}) {
  const actor = { tokenId: "token-1", tokenName: "deploy", scopes, stackPattern };
  return { actor, run, commit: "0123abc", program: "crm-application", now } satisfies WriteContext;
}

export function run(id: string, startedAt = START): RunContext {
  return { id, startedAt, deadline: startedAt + 600_000 };
}

type Settled<K extends Kind> = { readonly kind: K; readonly settings: SettingsOf[K] };

export function create<K extends Kind>(
  { kind, settings: wanted }: Settled<K>,
  claim: OwnerClaim | null,
  more: { readonly adoptExisting?: boolean } = {},
): WriteCommand {
  return { action: "create", kind, settings: wanted, owner: claim, adoptExisting: false, ...more } as WriteCommand;
}

interface ChangeOptions {
  readonly ifMatch?: number | null;
  readonly token?: string | null;
  readonly stack?: string | null;
  readonly declaredAs?: { readonly stack: string; readonly logicalId: string };
  readonly revokeEntries?: readonly { readonly id: string; readonly revision: number }[];
}

/** An update by the owner's token, or by hand when no token is given. */
export function update<K extends Kind>(
  { kind, settings: wanted }: Settled<K>,
  id: string,
  {
    ifMatch = null,
    token = null,
    stack = token === null ? null : STACK,
    revokeEntries = [],
    ...more
  }: ChangeOptions = {},
): WriteCommand {
  const change = { action: "update", kind, id, settings: wanted, ifMatch, ownerToken: token, stack, revokeEntries };
  return { ...change, ...more } as WriteCommand;
}

export function remove(
  kind: Kind,
  id: string,
  { ifMatch = null, token = null, stack = token === null ? null : STACK }: ChangeOptions = {},
): WriteCommand {
  return { action: "delete", kind, id, ifMatch, ownerToken: token, stack };
}

export const receiveConnector = (wanted: SettingsOf["ReceiveConnector"]) =>
  ({ kind: "ReceiveConnector", settings: wanted }) as const;
export const permission = (wanted: SettingsOf["ConnectorPermission"]) =>
  ({ kind: "ConnectorPermission", settings: wanted }) as const;
export const acceptedDomain = (wanted: SettingsOf["AcceptedDomain"]) =>
  ({ kind: "AcceptedDomain", settings: wanted }) as const;
