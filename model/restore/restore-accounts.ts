import type { ConfigDocument } from "../config-document";

/** A document without its accounts, and what was left out, as whole sentences. */
export function accountsOf(document: ConfigDocument): {
  readonly document: ConfigDocument;
  readonly notices: readonly string[];
} {
  const { relayUsers, relayGroups, connectorPermissions } = document;
  const names = new Set([
    ...relayUsers.map(({ username }) => username.toLowerCase()),
    ...relayGroups.map(({ name }) => name.toLowerCase()),
  ]);
  const isTheirs = ({ principal }: { readonly principal: string }) => names.has(principal.toLowerCase());
  const notices = [
    ...relayUsers.map(({ username }) => `Left out: RelayUser "${username}".`),
    ...relayGroups.map(({ name }) => `Left out: RelayGroup "${name}".`),
    ...connectorPermissions
      .filter(isTheirs)
      .map(({ connector, access, principal }) => `Left out: ${access} for ${principal} on "${connector}".`),
  ];
  const kept = connectorPermissions.filter((entry) => !isTheirs(entry));
  return { document: { ...document, relayUsers: [], relayGroups: [], connectorPermissions: kept }, notices };
}
