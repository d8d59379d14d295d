export { CONFIG_FILE, ConfigDatabase } from "./config-database";
export * from "./config-store";
export { ensureFirstAdminToken } from "./first-admin-token";
export { acquireHostLock, type HostReservation, reserveHostLock } from "./host-lock";
export { type ConfigStoreOptions, openConfigStore } from "./open-config-store";
export { formatPostgresAddress, type PostgresAddress, readPostgresAddress } from "./postgres/postgres-address";
export { openPostgresEngine, type SharedStore } from "./postgres/postgres-engine";
export { sha256 } from "./sha256";
export { StoreError } from "./store-error";
