export * from "./delivery";
export * from "./delivery-options";
export * from "./delivery-stats";
export type { RouteBackOff } from "./host-health";
export type { PoolLimits } from "./host-pool";
