import { Type } from "typebox";
import type { DeliveryStats } from "../../delivery";
import type { ControlApiApp } from "../control-api-app";
import { certificateWarnings } from "../connector-certificates";
import type { ControlApiParts } from "../control-api-parts";
import { appliedAnswer } from "../applied-answer";
import { hostActivity } from "../host-activity";
import { supersededObjects, unreadyReasons } from "../host-report";
import { isoTime } from "../object-answer";
import { observedWarnings } from "../observed-warnings";
import type { ConfigStore } from "../../store";
import { freezeAnswer } from "./freeze-routes";
import { PROBLEM_ANSWER, STATUS } from "../schemas";

/** Everything an operator asks first. */
export function statusRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(STATUS);
  const response = { 200: Type.Ref("Status#"), default: PROBLEM_ANSWER };
  const schema = { tags: ["Host"], operationId: "getStatus", response };
  app.get("/v1/status", { config: { access: "read" }, schema }, async () => ({
    ...hostAnswer(parts),
    ...configurationAnswer(parts),
    store: await storeAnswer(parts.store),
    frozen: freezeAnswer(parts.store.freeze.current),
    audit: await parts.store.auditHead(),
    queue: parts.queue.counts(),
    disk: await parts.host.disk(),
    activity: hostActivity(parts),
    delivery: deliveryAnswer(parts.delivery.stats()),
  }));
}

async function storeAnswer({ label, fleet, health }: ConfigStore) {
  const hosts = await fleet.hosts();
  return {
    where: label,
    shared: fleet.isShared,
    awaySince: health.ok ? null : isoTime(health.since),
    hosts: hosts.map(({ id, name, version, startedAt, silentMs, revision }) => {
      return { id, name, version, startedAt: isoTime(startedAt), silentSeconds: Math.floor(silentMs / 1000), revision };
    }),
  };
}

function deliveryAnswer(stats: DeliveryStats) {
  const routes = stats.routes.map((route) => ({
    ...route,
    heldUntil: route.heldUntil === null ? null : isoTime(route.heldUntil),
  }));
  return { ...stats, connectors: [...stats.connectors], routes };
}

function hostAnswer({ host, now }: ControlApiParts) {
  return {
    version: host.version,
    node: process.version,
    hostName: host.hostName,
    startedAt: isoTime(host.startedAt),
    uptimeSeconds: Math.floor((now() - host.startedAt) / 1000),
    listeners: host.listening(),
    sessions: host.sessions(),
    certificate: host.certificate(),
  };
}

function configurationAnswer(parts: ControlApiParts) {
  const { store, configuration, host } = parts;
  const { id, epoch } = store.installation;
  const reasons = unreadyReasons(parts);
  return {
    installation: { id, epoch },
    revision: store.state.revision,
    applied: appliedAnswer(configuration.applied),
    ready: reasons.length === 0,
    reasons,
    warnings: [...certificateWarnings(parts), ...observedWarnings(parts)],
    trustedProxies: {
      configured: store.state.transportConfig.settings.trustedProxies,
      effective: host.trustedProxies(),
    },
    superseded: supersededObjects(store.state),
    releases: store.state.releases
      .filter(({ until }) => until > parts.now())
      .map(({ connectorId, ranges, stack, revision, until }) => {
        return { connectorId, ranges, stack, revision, until: isoTime(until) };
      }),
  };
}
