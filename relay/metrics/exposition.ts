import type { HistogramSample, Labels, MetricFamily, Sample } from "./metric";

/** `text`: Prometheus text format 0.0.4. `openmetrics`: OpenMetrics 1.0.0. */
export type Exposition = "text" | "openmetrics";

export const CONTENT_TYPES: Readonly<Record<Exposition, string>> = {
  text: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

/** What a scraper asks for. Prometheus names OpenMetrics first when it wants it; anybody else gets the old format. */
export function expositionFor(accept: string | undefined): Exposition {
  return accept !== undefined && /application\/openmetrics-text/i.test(accept) ? "openmetrics" : "text";
}

export function formatMetrics(families: readonly MetricFamily[], exposition: Exposition): string {
  const text = families.map((family) => formatFamily(family, exposition)).join("");
  return exposition === "openmetrics" ? `${text}# EOF\n` : text;
}

function formatFamily(family: MetricFamily, exposition: Exposition): string {
  const { unit, help, samples, histograms } = family;
  const { name, type } = exposition === "text" ? textFacts(family) : openFacts(family);
  const head = [
    `# HELP ${name} ${escapeHelp(help)}\n`,
    `# TYPE ${name} ${type}\n`,
    unit === "" ? "" : `# UNIT ${name} ${unit}\n`,
  ];
  const lines = samples.map((sample) => formatSample(family.name, sample));
  return [...head, ...lines, ...histograms.map((one) => formatHistogram(family.name, one))].join("");
}

function textFacts({ name, type }: MetricFamily): Pick<MetricFamily, "name"> & { readonly type: string } {
  return { name, type: type === "info" ? "gauge" : type };
}

/** In OpenMetrics the suffix belongs to the sample, not to the family. */
function openFacts({ name, type }: MetricFamily): Pick<MetricFamily, "name" | "type"> {
  return { name: name.replace(type === "counter" ? /_total$/ : type === "info" ? /_info$/ : /^$/, ""), type };
}

function formatSample(name: string, { labels, value }: Sample): string {
  return `${name}${formatLabels(labels)} ${value}\n`;
}

function formatHistogram(name: string, { labels, buckets, sum }: HistogramSample): string {
  const lines = buckets.map(([bound, count]) => {
    const le = bound === Infinity ? "+Inf" : bound.toString();
    return `${name}_bucket${formatLabels({ ...labels, le })} ${count}\n`;
  });
  const count = buckets.at(-1)?.[1] ?? 0;
  const common = formatLabels(labels);
  return [...lines, `${name}_sum${common} ${sum}\n`, `${name}_count${common} ${count}\n`].join("");
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function escapeHelp(help: string): string {
  return help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
