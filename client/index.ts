export * from "./connection-settings";
export * from "./control-client";
export * from "./control-endpoint";
export * from "./control-problem";
export * from "./host-state";
export * from "./host-state-error";
export type { components, operations } from "./openapi";
export * from "./relay-headers";
