export { CONFIG_FILE, ConfigDatabase } from "./config-database";
export * from "./config-store";
export { ensureFirstAdminToken } from "./first-admin-token";
export { acquireHostLock } from "./host-lock";
export { openConfigStore } from "./open-config-store";
export { sha256 } from "./sha256";
export { StoreError } from "./store-error";
