import type { Failure, Parsed } from "../../model";
import { type PostgresAddress, readPostgresAddress } from "./postgres/postgres-address";

/** Where a host keeps its configuration, as flags and environment give it. */
export interface StoreOptionTexts {
  readonly store?: string | undefined;
  readonly secretsKeyFile?: string | undefined;
}

export interface StoreOptions {
  /** A database that other hosts use, too; null: a file in the data directory. */
  readonly shared: PostgresAddress | null;
  /** File of the key that passwords for other hosts are sealed with; null: in the data directory. */
  readonly secretsKeyFile: string | null;
}

export function readStoreOptions({ store = "sqlite", secretsKeyFile = "" }: StoreOptionTexts): Parsed<StoreOptions> {
  const keyFile = secretsKeyFile === "" ? null : secretsKeyFile;
  if (store === "sqlite") return { ok: true, value: { shared: null, secretsKeyFile: keyFile } };
  const address = readPostgresAddress(store, "--store");
  if (address.ok) return { ok: true, value: { shared: address.value, secretsKeyFile: keyFile } };
  return { ok: false, failures: address.failures.map(withSqlite) };
}

function withSqlite({ message, ...failure }: Failure): Failure {
  return { ...failure, message: `${message} Without it the configuration is kept in the data directory.` };
}
