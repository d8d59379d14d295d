import { knownAddressSpace } from "./address-space";
import type { RouteTable, Snapshot, SnapshotSendConnector } from "./snapshot";

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
  readonly everything: Route | undefined;
}

/**
 * Builds the look-up of routes: `x` before `*.x` before `*`, the longest `*.x` first, then the lowest cost, then the
 * name (New-SendConnector -AddressSpaces). A look-up costs a map read a label, however many connectors there are.
 */
export function buildRouteTable(connectors: Iterable<SnapshotSendConnector>): RouteTable {
  const routes = readRoutes([...connectors].filter(({ settings }) => settings.enabled));
  return { route: (domain) => findRoute(routes, domain)?.connector };
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
  return { exact, below, everything: exact.get("*") };
}

function enter(routes: Map<string, Route>, domain: string, route: Route): void {
  const other = routes.get(domain);
  if (other === undefined || compareRoutes(route, other) < 0) routes.set(domain, route);
}

function compareRoutes(a: Route, b: Route): number {
  return (
    a.cost - b.cost || compareTexts(a.connector.name, b.connector.name) || compareTexts(a.connector.id, b.connector.id)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function findRoute({ exact, below, everything }: Routes, domain: string): Route | undefined {
  return exact.get(domain) ?? findBelow(below, domain) ?? everything;
}

function findBelow(below: Routes["below"], domain: string): Route | undefined {
  for (let dot = domain.indexOf("."); dot >= 0; dot = domain.indexOf(".", dot + 1)) {
    const found = below.get(domain.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
