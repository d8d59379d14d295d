import type { ClientConfig } from "pg";
import type { PostgresAddress } from "./postgres-address";
import { DEFAULT_POSTGRES_LIMITS } from "./postgres-limits";
import { clientConfig } from "./postgres-pool";

/** What the driver is given for others that use the database of the config store: the same tables' home, and its limits. */
export function postgresConnection(address: PostgresAddress): ClientConfig {
  return clientConfig(address, DEFAULT_POSTGRES_LIMITS);
}
