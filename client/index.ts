export * from "./control-client";
export * from "./control-endpoint";
export * from "./control-problem";
export type { components } from "./openapi";
export * from "./relay-headers";
