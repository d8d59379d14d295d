export { verifyChain } from "./audit-chain";
export { CONFIG_FILE, ConfigDatabase } from "./config-database";
export * from "./config-store";
export { ensureFirstAdminToken } from "./first-admin-token";
export { acquireHostLock } from "./host-lock";
export { openConfigStore } from "./open-config-store";
export { StoreError } from "./store-error";
