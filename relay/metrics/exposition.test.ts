import { expositionFor, formatMetrics } from "./exposition";
import { Histogram } from "./histogram";
import type { MetricFamily } from "./metric";

const family = (more: Partial<MetricFamily>): MetricFamily => ({
  name: "relay_x",
  type: "gauge",
  unit: "",
  help: "Help.",
  labels: [],
  samples: [],
  histograms: [],
  ...more,
});

describe("formatMetrics", () => {
  test.each([
    [undefined, "text"],
    ["*/*", "text"],
    ["application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5", "openmetrics"],
  ])("Accept %s asks for %s", (accept, expected) => expect(expositionFor(accept)).toBe(expected));

  test("a label's value cannot end it, whatever a connector is called", () => {
    const samples = [{ labels: { connector: 'a"b\\c\nd' }, value: 1 }];
    expect(formatMetrics([family({ samples })], "text")).toBe(
      '# HELP relay_x Help.\n# TYPE relay_x gauge\nrelay_x{connector="a\\"b\\\\c\\nd"} 1\n',
    );
  });

  test("a counter and an info are named without their suffix in OpenMetrics only", () => {
    const counter = family({ name: "relay_b_bytes_total", type: "counter", unit: "bytes" });
    const info = family({ name: "relay_i_info", type: "info", samples: [{ labels: {}, value: 1 }] });
    expect(formatMetrics([counter, info], "openmetrics")).toBe(
      "# HELP relay_b_bytes Help.\n# TYPE relay_b_bytes counter\n# UNIT relay_b_bytes bytes\n" +
        "# HELP relay_i Help.\n# TYPE relay_i info\nrelay_i_info 1\n# EOF\n",
    );
    expect(formatMetrics([counter, info], "text")).toContain("# TYPE relay_i_info gauge\nrelay_i_info 1\n");
  });

  test("a histogram's buckets are cumulative and end with all", () => {
    const histogram = new Histogram([0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 3]) histogram.observe(value);
    const text = formatMetrics([family({ type: "histogram", histograms: [histogram.sample] })], "text");
    expect(text.split("\n").slice(2, 7)).toEqual([
      'relay_x_bucket{le="0.1"} 2',
      'relay_x_bucket{le="1"} 3',
      'relay_x_bucket{le="+Inf"} 4',
      "relay_x_sum 3.65",
      "relay_x_count 4",
    ]);
  });
});
