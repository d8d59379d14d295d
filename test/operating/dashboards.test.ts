import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type MetricDescription, METRICS } from "../../relay/metrics";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
  readonly templating: { readonly list: readonly { readonly query: string | { readonly query: string } }[] };
}

interface Alerts {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

const read = (path: string) => readFileSync(join(PROJECT_ROOT, "packaging", path), "utf8");
const dashboard = JSON.parse(read("grafana/relay.json")) as Dashboard;
const alerts = parse(read("prometheus/alerts.yaml")) as Alerts;

const QUERIES: readonly (readonly [string, string])[] = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`panel ${title}`, expr] as const)),
  ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [`alert ${alert}`, expr] as const)),
];

/** Names as PromQL sees them: a histogram has three. */
const SERIES = new Map(
  Object.entries<MetricDescription>(METRICS).flatMap(([name, description]) =>
    description.type === "histogram"
      ? [`${name}_bucket`, `${name}_sum`, `${name}_count`].map((part) => [part, description] as const)
      : [[name, description] as const],
  ),
);

// What Prometheus adds to every series, and le to buckets.
const ALWAYS = ["job", "instance", "le"];

test.each(QUERIES)("%s queries metrics and labels that there are", (_, expr) => {
  const names = [...new Set(expr.match(/\brelay_\w+/g))];
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !SERIES.has(name))).toEqual([]);
  const labels = new Set([...ALWAYS, ...names.flatMap((name) => SERIES.get(name)?.labels ?? [])]);
  const used = [...expr.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = ""]) => label);
  const grouped = [...expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/, ?/));
  expect([...used, ...grouped].filter((label) => !labels.has(label))).toEqual([]);
});

test("every metric is on the dashboard or in an alert", () => {
  const variables = dashboard.templating.list.map(({ query }) => (typeof query === "string" ? query : query.query));
  const text = [...QUERIES.map(([, expr]) => expr), ...variables].join("\n");
  const missing = Object.keys(METRICS).filter((name) => !text.includes(name));
  expect(missing).toEqual(["relay_process_start_time_seconds"]);
});

test("panels do not overlap, and their ids are their own", () => {
  const placed = (
    JSON.parse(read("grafana/relay.json")) as { panels: { id: number; gridPos: { x: number; y: number } }[] }
  ).panels;
  expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length);
  expect(new Set(placed.map(({ gridPos: { x, y } }) => `${x},${y}`)).size).toBe(placed.length);
});

test("promtool, where it is, takes the alerts", () => {
  const promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].find(existsSync);
  if (promtool === undefined) return;
  execFileSync(promtool, ["check", "rules", join(PROJECT_ROOT, "packaging/prometheus/alerts.yaml")]);
});
