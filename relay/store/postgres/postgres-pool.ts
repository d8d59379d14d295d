import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import type { ConnectionOptions } from "node:tls";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import { type ClientConfig, Pool, type PoolClient, types } from "pg";
import { POSTGRES_SCHEMA } from "../migrate-config";
import { StoreError } from "../store-error";
import { passwordFromFile } from "./password-file";
import type { PostgresAddress } from "./postgres-address";
import type { PostgresLimits } from "./postgres-limits";

/** Connections that a host's store holds at most, besides the one that listens. */
const CONNECTIONS = 4;

/** What the driver is given. @throws StoreError when a file of the TLS options cannot be read */
export function clientConfig(address: PostgresAddress, limits: PostgresLimits): ClientConfig {
  const { host, port, database } = address;
  const { statementTimeout, lockTimeout, idleTimeout } = limits;
  return {
    host,
    port,
    database,
    user: accountOf(address),
    password: passwordFor(address),
    ssl: tlsOptions(address),
    application_name: "relay",
    connectionTimeoutMillis: limits.connectTimeout,
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: idleTimeout,
    // The database may have gone without a word: then nothing but our own clock ends the waiting.
    query_timeout: statementTimeout + 1_000,
    keepAlive: true,
    options: `-c search_path=${POSTGRES_SCHEMA}`,
    types: { getTypeParser: parserOf },
  };
}

// Asked for each connection: a password file may have another one by then.
function passwordFor(address: PostgresAddress): string | (() => string) {
  const password = address.password ?? process.env["PGPASSWORD"];
  if (password !== undefined) return password;
  return () => passwordFromFile(address, accountOf(address)) ?? "";
}

function accountOf({ user }: PostgresAddress): string {
  return user ?? process.env["PGUSER"] ?? userInfo().username;
}

/** Connections made as they are needed. Whatever failed without an answer of the database is not used again. */
export function openPool(config: ClientConfig): PostgresPool {
  const pool = new Pool({ ...config, max: CONNECTIONS });
  // A connection that breaks while nobody uses it: the next one that is needed is made anew.
  pool.on("error", () => undefined);
  // One that breaks between two statements of a transaction: the next statement says so.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      return GUARDS.get(client) ?? (await firstUse(client));
    },
    end: () => pool.end(),
  };
}

// Kysely keeps what it knows of a connection by the client's identity.
const GUARDS = new WeakMap<PoolClient, PostgresPoolClient>();

/** A commit that was answered survives a crash of the database, whatever its configuration says. */
const DURABILITY =
  "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";

// A connection may break here, too: unless it is given back, the pool waits for it for ever.
async function firstUse(client: PoolClient): Promise<PostgresPoolClient> {
  try {
    await client.query(DURABILITY);
  } catch (error) {
    client.release(true);
    throw error;
  }
  const guard = guarded(client);
  GUARDS.set(client, guard);
  return guard;
}

function guarded(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  return {
    processID: (client as unknown as { readonly processID?: number }).processID ?? 0,
    query: async (text: string, values: readonly unknown[]) => {
      try {
        return await client.query(text, [...values]);
      } catch (error) {
        isBroken ||= (error as { readonly severity?: string }).severity !== "ERROR";
        throw error;
      }
    },
    release: (destroy?: boolean) => client.release(destroy === true || isBroken),
  } as unknown as PostgresPoolClient;
}

// 64-bit numbers: revisions and epoch milliseconds stay far below 2^53.
const INT8 = 20;

function parserOf(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  return oid === INT8 ? Number : (types.getTypeParser(oid, format) as (value: string) => unknown);
}

function tlsOptions({ tls }: PostgresAddress): ConnectionOptions | false {
  const { mode, caFile, certFile, keyFile } = tls;
  if (mode === "disable") return false;
  const files = { ...pem("ca", caFile), ...pem("cert", certFile), ...pem("key", keyFile) };
  // As in libpq, an authority makes `require` check the certificate, not the name.
  if (mode === "require" && caFile === null) return { ...files, rejectUnauthorized: false };
  const checked = { ...files, rejectUnauthorized: true };
  return mode === "verify-full" ? checked : { ...checked, checkServerIdentity: () => undefined };
}

function pem(name: "ca" | "cert" | "key", file: string | null): ConnectionOptions {
  if (file === null) return {};
  try {
    return { [name]: readFileSync(file, "utf8") };
  } catch (cause) {
    const text = `The file of the config store's TLS options cannot be read: ${(cause as Error).message}.`;
    throw new StoreError("RELAY_OPTION_INVALID", text, { cause });
  }
}
