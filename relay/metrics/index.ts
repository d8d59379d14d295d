export { CONTENT_TYPES, expositionFor, formatMetrics } from "./exposition";
export { HostCounters } from "./host-counters";
export { LoopDelay, type LoopDelayQuantiles } from "./loop-delay";
export type { MetricDescription, MetricFamily, Sample } from "./metric";
export { type MetricName, METRICS } from "./metric-catalogue";
export { timedIntake } from "./timed-intake";
