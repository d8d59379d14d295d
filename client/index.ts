export * from "./control-client";
export * from "./control-endpoint";
export * from "./control-problem";
export type { components, paths } from "./openapi";
export * from "./relay-headers";
export { DEFAULT_RETRIES, type RetryPolicy } from "./retrying-fetch";
