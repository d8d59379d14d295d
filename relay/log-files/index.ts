export { csvField, csvFields } from "./csv-field";
export type { LogKind, LogLimits } from "./daily-log-files";
export { LogBehind } from "./log-behind";
