import { formatHostPort } from "../../model";
import type { SpoolCounts } from "../spool";
import type { DeliveryStats, RouteStats, SendConnectorStats } from "./delivery-stats";
import type { HostHealth } from "./host-health";
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

// Whoever sends to the Internet has routes to thousands of domains.
const MOST_ROUTES = 500;

export function statsOf({ lanes, othersInFlight, counters, counts, now }: StatsParts): DeliveryStats {
  const routes = [...smartHostRoutes(lanes, now), ...domainRoutes(lanes, now)];
  return {
    connectors: connectorStats(lanes),
    routes: routes.slice(0, MOST_ROUTES),
    inFlight: lanes.reduce((sum, lane) => sum + lane.running, othersInFlight),
    waiting: lanes.reduce((sum, lane) => sum + lane.waiting, 0),
    ...counters,
    alarms: alarmsOf({ lanes, counts, now }),
  };
}

function connectorStats(lanes: readonly RouteLane[]): readonly SendConnectorStats[] {
  const groups = Map.groupBy(lanes, ({ connector }) => connector.name);
  return [...groups].map(([name, own]) => ({
    name,
    waiting: own.reduce((sum, { waiting }) => sum + waiting, 0),
    sending: own.reduce((sum, { running }) => sum + running, 0),
  }));
}

function smartHostRoutes(lanes: readonly RouteLane[], now: number): readonly RouteStats[] {
  return lanes
    .filter(({ domain }) => domain === null)
    .flatMap((lane) =>
      lane.pools.map((pool) => ({
        ...routeStats(lane, pool.health, now),
        smartHost: formatHostPort(pool.target),
        connections: pool.size,
        idleConnections: pool.idle,
      })),
    );
}

/** One a domain: what DNS says, else the first of its hosts that has a fault, else the first. */
function domainRoutes(lanes: readonly RouteLane[], now: number): readonly RouteStats[] {
  return lanes.flatMap((lane) => {
    if (lane.domain === null) return [];
    const { pools } = lane;
    const health = isHeld(lane, now) ? faultyHealth(lane) : (pools[0]?.health ?? lane.health);
    return [
      {
        ...routeStats(lane, health, now),
        smartHost: `MX of ${lane.domain}`,
        connections: pools.reduce((sum, { size }) => sum + size, 0),
        idleConnections: pools.reduce((sum, { idle }) => sum + idle, 0),
      },
    ];
  });
}

function isHeld({ health, pools }: RouteLane, now: number): boolean {
  if (isBad(health, now)) return true;
  return pools.length > 0 && pools.every((pool) => isBad(pool.health, now));
}

function faultyHealth({ health, pools }: RouteLane): HostHealth {
  return [health, ...pools.map((pool) => pool.health)].find(({ lastFault }) => lastFault !== null) ?? health;
}

function isBad(health: HostHealth, now: number): boolean {
  return health.isHeld(now) || health.suspect;
}

type CommonStats = Omit<RouteStats, "smartHost" | "connections" | "idleConnections">;

function routeStats({ connector }: RouteLane, health: HostHealth, now: number): CommonStats {
  return {
    connectorId: connector.id,
    connectorName: connector.name,
    state: isBad(health, now) ? "held" : "working",
    heldUntil: health.isHeld(now) ? health.heldUntil : null,
    lastFault: health.lastFault,
  };
}

type AlarmFacts = Pick<StatsParts, "lanes" | "counts" | "now">;

function alarmsOf({ lanes, counts, now }: AlarmFacts): readonly string[] {
  const noRoute = counts.held["no-route"];
  return [
    ...(noRoute > 0 ? [`No send connector serves ${noRoute} queued recipients: they are held until one does.`] : []),
    ...smartHostRoutes(lanes, now)
      .filter(({ state }) => state === "held")
      .map(
        ({ smartHost, connectorName, lastFault }) =>
          `Smart host ${smartHost} of send connector "${connectorName}" does not work: ${lastFault}`,
      ),
    ...domainAlarms(lanes, now),
    ...(counts.refusing === null ? [] : [`No new mail is taken: ${counts.refusing}.`]),
  ];
}

/** One line a connector: other people's hosts are away every day. */
function domainAlarms(lanes: readonly RouteLane[], now: number): readonly string[] {
  const held = lanes.filter((lane) => lane.domain !== null && isHeld(lane, now));
  return [...Map.groupBy(held, ({ connector }) => connector.name)].map(([name, [first, ...others]]) => {
    const domains = others.length === 0 ? first?.domain : `${first?.domain} and ${others.length} more domains`;
    const fault = first === undefined ? null : faultyHealth(first).lastFault;
    return `Mail for ${domains} waits at send connector "${name}": ${fault}`;
  });
}
