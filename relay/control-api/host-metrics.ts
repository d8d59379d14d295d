import { formatHostPort, knownSmartHost, type ConfigState } from "../../model";
import { METRICS, type MetricFamily, type MetricName, type Sample } from "../metrics";
import type { ControlApiParts } from "./control-api-parts";
import { unreadyReasons } from "./host-report";
import { supersededRecords } from "./superseded-records";

type Values = Readonly<Record<MetricName, readonly Sample[]>>;

/** Every metric as it is now, in the order of the catalogue. */
export async function hostMetrics(parts: ControlApiParts): Promise<readonly MetricFamily[]> {
  const { counters, store } = parts;
  counters.prune(knownNames(store.state));
  const values: Values = { ...counterValues(parts), ...(await gaugeValues(parts)) };
  const histograms: Partial<Record<MetricName, MetricFamily["histograms"]>> = {
    relay_delivery_seconds: [counters.deliverySeconds.sample],
    relay_store_commit_seconds: [counters.commitSeconds.sample],
  };
  return Object.entries(METRICS).map(([name, description]) => {
    const metric = name as MetricName;
    return { name, ...description, samples: values[metric], histograms: histograms[metric] ?? [] };
  });
}

/** Names that series may still speak of: those of everything in the configuration. */
export function knownNames(state: Pick<ConfigState, "receiveConnectors" | "sendConnectors">) {
  return {
    receiveConnectors: new Set([...state.receiveConnectors.values()].map(({ settings }) => settings.name)),
    smartHosts: smartHostNames(state),
  };
}

/** `host:port` of every smart host. */
export function smartHostNames({ sendConnectors }: Pick<ConfigState, "sendConnectors">): ReadonlySet<string> {
  const texts = [...sendConnectors.values()].flatMap(({ settings }) => settings.smartHosts);
  return new Set(texts.map((text) => formatHostPort(knownSmartHost(text))));
}

function counterValues({ counters, delivery }: ControlApiParts) {
  const { possibleDuplicates } = delivery.stats();
  const { user, system } = process.cpuUsage();
  return {
    relay_smtp_connections_total: counters.connections.samples,
    relay_smtp_rejects_total: counters.rejects.samples,
    relay_messages_accepted_total: counters.messages.samples,
    relay_messages_accepted_bytes_total: counters.bytes.samples,
    relay_relay_decisions_total: counters.decisions.samples,
    relay_auth_attempts_total: counters.logins.samples,
    relay_delivery_attempts_total: counters.attempts.samples,
    relay_delivery_recipients_total: counters.recipients.samples,
    relay_delivery_possible_duplicates_total: one(possibleDuplicates),
    relay_delivery_seconds: [],
    relay_notifications_total: counters.notifications.samples,
    relay_store_commit_seconds: [],
    relay_process_cpu_seconds_total: one((user + system) / 1e6),
  } satisfies Partial<Values>;
}

async function gaugeValues(parts: ControlApiParts) {
  const { store, configuration, queue, host } = parts;
  const certificate = host.certificate();
  const { p50, p99, max } = host.loopDelay();
  return {
    ...(await queueValues(parts)),
    relay_smtp_sessions_active: sessionSamples(parts),
    relay_spool_accepting: one(queue.accepting ? 1 : 0),
    relay_config_revision: one(store.state.revision),
    relay_config_applied_revision: [{ labels: { host: host.hostName }, value: configuration.applied.revision }],
    relay_config_frozen: one(store.freeze.current === null ? 0 : 1),
    relay_config_superseded_objects: one(supersededRecords(store.state).length),
    relay_ready: one(unreadyReasons(parts).length === 0 ? 1 : 0),
    relay_certificate_expiry_timestamp_seconds:
      certificate === null ? [] : one(Math.floor(Date.parse(certificate.validTo) / 1000)),
    relay_event_loop_delay_seconds: Object.entries({ "0.5": p50, "0.99": p99, "1": max }).map(([quantile, value]) => ({
      labels: { quantile },
      value,
    })),
    relay_process_resident_memory_bytes: one(process.memoryUsage.rss()),
    relay_process_start_time_seconds: one(host.startedAt / 1000),
    relay_build_info: [{ labels: { version: host.version, node: process.version }, value: 1 }],
  } satisfies Partial<Values>;
}

async function queueValues({ queue, delivery, now }: ControlApiParts) {
  const counts = queue.counts();
  const { connectors, routes } = delivery.stats();
  const [oldest] = await queue.list({ limit: 1 });
  const onTheirWay = connectors.reduce((sum, { waiting, sending }) => sum + waiting + sending, 0);
  const held = Object.entries(counts.held).map(([reason, value]) => ({ labels: { state: "held", reason }, value }));
  return {
    relay_queue_messages: [
      ...connectors.flatMap(({ name, waiting, sending }) => [
        { labels: { state: "waiting", next_hop: name }, value: waiting },
        { labels: { state: "sending", next_hop: name }, value: sending },
      ]),
      { labels: { state: "later", next_hop: "" }, value: Math.max(0, counts.messages - onTheirWay) },
    ],
    relay_queue_recipients: [
      { labels: { state: "queued", reason: "" }, value: counts.queued },
      { labels: { state: "leased", reason: "" }, value: counts.leased },
      ...held,
    ],
    relay_queue_oldest_seconds: one(oldest === undefined ? 0 : Math.max(0, (now() - oldest.receivedAt) / 1000)),
    relay_spool_log_bytes: one(counts.logBytes),
    relay_delivery_routes_held: heldRoutes(routes),
  } satisfies Partial<Values>;
}

function heldRoutes(routes: readonly { readonly connectorName: string; readonly state: string }[]): readonly Sample[] {
  const groups = Map.groupBy(routes, ({ connectorName }) => connectorName);
  return [...groups].map(([connector, own]) => ({
    labels: { connector },
    value: own.filter(({ state }) => state === "held").length,
  }));
}

function sessionSamples({ host, store }: ControlApiParts): readonly Sample[] {
  const named = Object.entries(host.sessionsByConnector()).map(
    ([id, open]) => [store.state.receiveConnectors.get(id)?.settings.name ?? "deleted", open] as const,
  );
  return [...Map.groupBy(named, ([name]) => name)].map(([connector, counts]) => ({
    labels: { connector },
    value: counts.reduce((sum, [, open]) => sum + open, 0),
  }));
}

function one(value: number): readonly Sample[] {
  return [{ labels: {}, value }];
}
