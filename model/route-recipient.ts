import { OWN_DOMAINS, knownAddressSpace } from "./address-space";
import { isOwnDomain } from "./own-domain";
import type { AcceptedDomains, Snapshot, SnapshotSendConnector } from "./snapshot";

/** The send connector for a recipient's domain, undefined when no address space covers it. */
export function routeRecipient(snapshot: Snapshot, domain: string): SnapshotSendConnector | undefined {
  return snapshot.routes.route(domain);
}

interface Route {
  readonly cost: number;
  readonly connector: SnapshotSendConnector;
}

interface Routes {
  readonly exact: ReadonlyMap<string, Route>;
  /** `*.x` under x. */
  readonly below: ReadonlyMap<string, Route>;
  /** `--`. */
  readonly ownDomains: Route | undefined;
  readonly everything: Route | undefined;
}

/** Look-up of routes, given the accepted domains that `--` means. */
export type RouteLookUp = (domain: string, acceptedDomains: AcceptedDomains) => SnapshotSendConnector | undefined;

/**
 * Builds the look-up of routes: `x` before `*.x` before `--` before `*`, the longest `*.x` first, then the lowest cost,
 * then the name (New-SendConnector -AddressSpaces). The choice does not depend on which hosts work: mail waits for its
 * connector. A look-up costs a map read a label, however many connectors there are.
 */
export function buildRouteTable(connectors: Iterable<SnapshotSendConnector>): RouteLookUp {
  const routes = readRoutes([...connectors].filter(({ settings }) => settings.enabled));
  return (domain, acceptedDomains) => findRoute(routes, { domain, acceptedDomains })?.connector;
}

function readRoutes(connectors: readonly SnapshotSendConnector[]): Routes {
  const exact = new Map<string, Route>();
  const below = new Map<string, Route>();
  for (const connector of connectors) {
    for (const { domain, cost } of connector.settings.addressSpaces.map(knownAddressSpace)) {
      if (domain.startsWith("*.")) enter(below, domain.slice(2), { cost, connector });
      else enter(exact, domain, { cost, connector });
    }
  }
  return { exact, below, ownDomains: exact.get(OWN_DOMAINS), everything: exact.get("*") };
}

function enter(routes: Map<string, Route>, domain: string, route: Route): void {
  const other = routes.get(domain);
  if (other === undefined || compareRoutes(route, other) < 0) routes.set(domain, route);
}

/** What decides between routes for one domain. */
export interface RankedRoute {
  readonly cost: number;
  readonly connector: Pick<SnapshotSendConnector, "id" | "name">;
}

/** Order of the routes for one domain; the first one gets the mail. */
export function compareRoutes(a: RankedRoute, b: RankedRoute): number {
  return (
    a.cost - b.cost || compareTexts(a.connector.name, b.connector.name) || compareTexts(a.connector.id, b.connector.id)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Question {
  readonly domain: string;
  readonly acceptedDomains: AcceptedDomains;
}

function findRoute({ exact, below, ownDomains, everything }: Routes, question: Question): Route | undefined {
  const { domain, acceptedDomains } = question;
  const own = ownDomains !== undefined && isOwnDomain(acceptedDomains, domain) ? ownDomains : undefined;
  return exact.get(domain) ?? findBelow(below, domain) ?? own ?? everything;
}

function findBelow(below: Routes["below"], domain: string): Route | undefined {
  for (let dot = domain.indexOf("."); dot >= 0; dot = domain.indexOf(".", dot + 1)) {
    const found = below.get(domain.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
