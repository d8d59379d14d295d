export * from "./refusal";
export type { RefusalLimits } from "./refusal-files";
export { RefusalLog } from "./refusal-log";
export { parseReference } from "./refusal-reference";
