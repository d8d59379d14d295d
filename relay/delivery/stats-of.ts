import type { SpoolCounts } from "../spool";
import type { DeliveryStats, RouteStats } from "./delivery-stats";
import type { HostPool } from "./host-pool";
import type { RouteLane } from "./route-lane";

export type DeliveryCounters = Pick<DeliveryStats, "delivered" | "deferred" | "failed" | "possibleDuplicates">;

export interface StatsParts {
  readonly lanes: readonly RouteLane[];
  /** Transactions of lanes that are no longer used. */
  readonly othersInFlight: number;
  readonly counters: DeliveryCounters;
  readonly counts: SpoolCounts;
  readonly now: number;
}

export function statsOf({ lanes, othersInFlight, counters, counts, now }: StatsParts): DeliveryStats {
  const routes = lanes.flatMap((lane) => lane.pools.map((pool) => routeStats(lane, pool, now)));
  return {
    routes,
    inFlight: lanes.reduce((sum, lane) => sum + lane.running, othersInFlight),
    waiting: lanes.reduce((sum, lane) => sum + lane.waiting, 0),
    ...counters,
    alarms: alarmsOf(routes, counts),
  };
}

function routeStats({ connector }: RouteLane, pool: HostPool, now: number): RouteStats {
  const held = pool.health.isHeld(now);
  const { host, port } = pool.host;
  return {
    connectorId: connector.id,
    connectorName: connector.name,
    smartHost: host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`,
    state: held || pool.health.suspect ? "held" : "working",
    heldUntil: held ? pool.health.heldUntil : null,
    lastFault: pool.health.lastFault,
    connections: pool.size,
    idleConnections: pool.idle,
  };
}

function alarmsOf(routes: readonly RouteStats[], { held, refusing }: SpoolCounts): readonly string[] {
  const noRoute = held["no-route"];
  return [
    ...(noRoute > 0 ? [`No send connector serves ${noRoute} queued recipients: they are held until one does.`] : []),
    ...routes
      .filter(({ state }) => state === "held")
      .map(
        ({ smartHost, connectorName, lastFault }) =>
          `Smart host ${smartHost} of send connector "${connectorName}" does not work: ${lastFault}`,
      ),
    ...(refusing === null ? [] : [`No new mail is taken: ${refusing}.`]),
  ];
}
