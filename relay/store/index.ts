export { verifyChain, type AuditDraft } from "./audit-chain";
export { CONFIG_FILE, ConfigDatabase } from "./config-database";
export * from "./config-store";
export { ensureFirstAdminToken, type FirstAdminToken } from "./first-admin-token";
export { acquireHostLock, type HostLock } from "./host-lock";
export { openConfigStore } from "./open-config-store";
export { StoreError } from "./store-error";
