import { type MetricDescription, METRICS } from "../../relay/metrics";
import { code, markdownTable } from "./markdown-table";

const INTRODUCTION = `# Metrics

\`GET /metrics\` of the control API answers in Prometheus' text format 0.0.4, or in OpenMetrics 1.0.0 where \`Accept\` asks
for it. It needs no token, and its labels name connectors and smart hosts: keep the port from those who should not know
them. No label is an e-mail address or a client. Counters begin anew with the process; series of connectors and smart
hosts that are gone are forgotten, and no metric has more than 20,000 series.

A dashboard (\`packaging/grafana/relay.json\`) and alerts (\`packaging/prometheus/alerts.yaml\`) come with the package;
[watching](../watching.md) says how to use them.`;

/** The page of all metrics, made from the catalogue that /metrics answers by. */
export function metricsPage(): string {
  const rows = Object.entries<MetricDescription>(METRICS).map(([name, { type, unit, labels, help }]) => {
    return [code(name), type, unit, labels.map(code).join(", "), help];
  });
  return [INTRODUCTION, markdownTable(["Metric", "Type", "Unit", "Labels", "What it says"], rows)].join("\n\n");
}
