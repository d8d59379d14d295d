import { Type } from "typebox";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { PROBLEM_ANSWER } from "../schemas";

interface Metric {
  readonly name: string;
  readonly help: string;
  /** @default "gauge" */
  readonly type?: "counter";
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

/** Prometheus text format 0.0.4. Never labelled by address or client. */
export function metricsRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  const response = {
    200: { description: "Prometheus text.", content: { "text/plain": { schema: Type.String() } } },
    default: PROBLEM_ANSWER,
  };
  const schema = { tags: ["Host"], operationId: "getMetrics", security: [], response };
  app.get("/metrics", { config: { access: "public" }, schema }, async (_request, reply) => {
    reply.type("text/plain; version=0.0.4; charset=utf-8");
    return formatMetrics(collectMetrics(parts));
  });
}

function collectMetrics({ store, configuration, queue, delivery, host }: ControlApiParts): readonly Metric[] {
  const { queued, leased, held } = queue.counts();
  const heldSamples = Object.entries(held).map(([reason, value]) => ({ labels: { state: "held", reason }, value }));
  const { delivered, deferred, failed } = delivery.stats();
  const results = Object.entries({ delivered, deferred, failed });
  const gauge = (name: string, help: string, value: number): Metric => ({ name, help, samples: [{ value }] });
  return [
    gauge("relay_config_revision", "Last configuration revision committed.", store.state.revision),
    gauge("relay_config_applied_revision", "Configuration revision in force.", configuration.applied.revision),
    gauge("relay_config_frozen", "1 while writes of configuration are refused.", store.freeze.current === null ? 0 : 1),
    gauge("relay_smtp_sessions_active", "Open SMTP sessions.", host.sessions()),
    gauge("relay_spool_accepting", "1 while the spool takes mail.", queue.accepting ? 1 : 0),
    {
      name: "relay_queue_messages",
      help: "Recipients in the queue by state.",
      samples: [
        { labels: { state: "queued" }, value: queued },
        { labels: { state: "leased" }, value: leased },
        ...heldSamples,
      ],
    },
    {
      name: "relay_delivery_recipients_total",
      help: "Recipients by result of an attempt, since the start.",
      type: "counter",
      samples: results.map(([result, value]) => ({ labels: { result }, value })),
    },
  ];
}

function formatMetrics(metrics: readonly Metric[]): string {
  return metrics.map(formatMetric).join("");
}

function formatMetric({ name, help, type, samples }: Metric): string {
  const lines = samples.map(({ labels = {}, value }) => `${name}${formatLabels(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type ?? "gauge"}\n${lines.join("")}`;
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
