import type { Declaration, DeclarationOf } from "./declaration";
import { isUnknown } from "./unknown-value";

/**
 * What a declaration must not share with any other of the run: names, domains, rights of one principal on one
 * connector. What is not known yet has no key.
 */
export function uniqueKeys(declaration: Declaration): readonly string[] {
  switch (declaration.kind) {
    case "ReceiveConnector":
      return known([declaration.settings.name]).map(nameKey);
    case "SendConnector":
      return known([declaration.settings.name]).map((name) => `route/${name.toLowerCase()}`);
    case "RelayUser":
      return accountKeys(declaration);
    case "RelayGroup":
      return known([declaration.settings.name]).map((name) => `account/${name.toLowerCase()}`);
    case "TransportConfig":
      return ["transport-config"];
    case "AcceptedDomain":
      return known([declaration.settings.domainName]).map((domain) => `domain/${domain}`);
    case "ConnectorPermission":
      return rightKeys(declaration);
  }
}

function accountKeys({ settings }: DeclarationOf<"RelayUser">): readonly string[] {
  const { username, clientCertificates } = settings;
  const certificates = isUnknown(clientCertificates) ? [] : known(clientCertificates);
  return [
    ...known([username]).map((name) => `account/${name.toLowerCase()}`),
    ...certificates.map((fingerprint) => `certificate/${fingerprint}`),
  ];
}

/** The key of a receive connector's name. */
export function nameKey(name: string): string {
  return `connector/${name.toLowerCase()}`;
}

/** How a permission may be known to be on the same connector as another: by name, by id, or both. */
export function connectorKeys({ settings, connectorName }: DeclarationOf<"ConnectorPermission">): readonly string[] {
  const byName = known(connectorName === undefined ? [] : [connectorName]).map(nameKey);
  return [...byName, ...known([settings.connector]).map((id) => `id/${id}`)];
}

function rightKeys(permission: DeclarationOf<"ConnectorPermission">): readonly string[] {
  const { principal, access, extendedRights } = permission.settings;
  if (isUnknown(principal) || isUnknown(access) || isUnknown(extendedRights)) return [];
  return connectorKeys(permission).flatMap((connector) =>
    known(extendedRights).map((right) => `right/${connector}/${principal.toLowerCase()}/${access}/${right}`),
  );
}

function known(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !isUnknown(text));
}
