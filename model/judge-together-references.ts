import { buildAcceptedDomainTable } from "./accepted-domain-table";
import type { Failure } from "./failure";
import { failure } from "./fields/outcome";
import type { Declared } from "./judge-together";
import { builtInPrincipal } from "./parse-principal";
import type { KeyedFailure } from "./range-conflicts";
import type {
  AcceptedDomainSettings,
  ConnectorPermissionSettings,
  ReceiveConnectorSettings,
  RelayGroupSettings,
  RelayUserSettings,
  TransportConfigSettings,
} from "./settings";
import type { AcceptedDomains } from "./snapshot";

/** Reports what refers to something that is not among the objects, which must be all of a host and fully known. */
export function judgeReferences(declared: readonly Declared[]): readonly KeyedFailure[] {
  return [
    ...judgeConnectors(declared),
    ...judgePostmasters(declared),
    ...judgePrincipals(declared),
    ...judgeGroups(declared),
    ...judgeDefaultDomains(declared),
  ];
}

/** A failure when `<postmaster>` would be sent to a domain that is not accepted. */
export function judgePostmaster(settings: TransportConfigSettings, domains: AcceptedDomains): readonly Failure[] {
  const { postmaster } = settings;
  const domain = postmaster?.slice(postmaster.lastIndexOf("@") + 1);
  if (domain === undefined || domains.match(domain) !== undefined) return [];
  const remedy = "declare the AcceptedDomain, or name an address at a domain that is one.";
  return [
    failure(
      "RELAY_DOMAIN_INVALID",
      "postmaster",
      `is ${postmaster}, whose domain is not an accepted domain: ${remedy}`,
    ),
  ];
}

function judgeConnectors(declared: readonly Declared[]): readonly KeyedFailure[] {
  const connectors = declared.filter(({ kind }) => kind === "ReceiveConnector");
  const keys = new Set(connectors.map(({ key }) => key));
  const names = new Set(connectors.map(({ settings }) => (settings as { readonly name: string }).name.toLowerCase()));
  return declared
    .filter(({ kind }) => kind === "ConnectorPermission")
    .flatMap((object) => {
      const { connector } = object.settings as ConnectorPermissionSettings;
      if (keys.has(connector) || (object.connectorName !== undefined && names.has(object.connectorName.toLowerCase())))
        return [];
      const complaint = `is ${JSON.stringify(object.connectorName ?? connector)}, and there is no such receive connector: declare it, or correct the reference.`;
      return [{ key: object.key, ...failure("RELAY_CONNECTOR_UNKNOWN", "connector", complaint) }];
    });
}

function judgePostmasters(declared: readonly Declared[]): readonly KeyedFailure[] {
  const domains = declared.filter(({ kind }) => kind === "AcceptedDomain");
  const table = buildAcceptedDomainTable(domains.map(({ settings }) => settings as AcceptedDomainSettings));
  return declared
    .filter(({ kind }) => kind === "TransportConfig")
    .flatMap(({ key, settings }) =>
      judgePostmaster(settings as TransportConfigSettings, table).map((given) => ({ key, ...given })),
    );
}

function judgePrincipals(declared: readonly Declared[]): readonly KeyedFailure[] {
  const names = new Set(declared.flatMap(accountNames).map((name) => name.toLowerCase()));
  return declared
    .filter(({ kind }) => kind === "ConnectorPermission")
    .flatMap(({ key, settings }) =>
      judgePrincipal((settings as ConnectorPermissionSettings).principal, (name) => names.has(name.toLowerCase())).map(
        (given) => ({ key, ...given }),
      ),
    );
}

function accountNames({ kind, settings }: Declared): readonly string[] {
  if (kind === "RelayUser") return [(settings as RelayUserSettings).username];
  return kind === "RelayGroup" ? [(settings as RelayGroupSettings).name] : [];
}

/** A failure when a permission names an account or group that is not there. */
export function judgePrincipal(principal: string, isDeclared: (name: string) => boolean): readonly Failure[] {
  if (builtInPrincipal(principal) !== undefined || isDeclared(principal)) return [];
  const complaint = `is ${JSON.stringify(principal)}, and there is no such account or group: declare the RelayUser or RelayGroup, or correct the name.`;
  return [failure("RELAY_PRINCIPAL_UNKNOWN", "principal", complaint)];
}

function judgeGroups(declared: readonly Declared[]): readonly KeyedFailure[] {
  const groups = declared.filter(({ kind }) => kind === "RelayGroup");
  const names = new Set(groups.map(({ settings }) => (settings as RelayGroupSettings).name.toLowerCase()));
  return declared
    .filter(({ kind }) => kind === "RelayUser")
    .flatMap(({ key, settings }) =>
      (settings as RelayUserSettings).groups.flatMap((name, index) => {
        if (names.has(name.toLowerCase())) return [];
        const complaint = `is ${JSON.stringify(name)}, and there is no such relay group: declare it, or correct the name.`;
        return [{ key, ...failure("RELAY_GROUP_UNKNOWN", `groups[${index}]`, complaint) }];
      }),
    );
}

function judgeDefaultDomains(declared: readonly Declared[]): readonly KeyedFailure[] {
  const domains = declared.filter(({ kind }) => kind === "AcceptedDomain");
  const table = buildAcceptedDomainTable(domains.map(({ settings }) => settings as AcceptedDomainSettings));
  return declared
    .filter(({ kind }) => kind === "ReceiveConnector")
    .flatMap(({ key, settings }) =>
      judgeDefaultDomain(settings as ReceiveConnectorSettings, table).map((given) => ({ key, ...given })),
    );
}

/** A failure when bare addresses would be completed with a domain that is not accepted. */
export function judgeDefaultDomain(
  { defaultDomain }: ReceiveConnectorSettings,
  domains: AcceptedDomains,
): readonly Failure[] {
  // In a preview it may be unknown.
  if (typeof defaultDomain !== "string" || domains.match(defaultDomain) !== undefined) return [];
  const remedy = "declare the AcceptedDomain, or name one that is there.";
  return [
    failure(
      "RELAY_DEFAULT_DOMAIN_UNKNOWN",
      "defaultDomain",
      `is ${defaultDomain}, which is no accepted domain: ${remedy}`,
    ),
  ];
}
