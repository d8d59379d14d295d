export * from "./control-client";
export * from "./control-endpoint";
export * from "./control-problem";
export type { components, operations } from "./openapi";
export * from "./relay-headers";
