import type { Failure, Parsed } from "../../../model";

/** How the connection to the database is protected, in libpq's words. */
export type TlsMode = "disable" | "require" | "verify-ca" | "verify-full";

/** A database that several hosts share. */
export interface PostgresAddress {
  /** Name or address; a path is the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Null: PGUSER, or the account that the host runs as. */
  readonly user: string | null;
  /** Null: PGPASSWORD, or the password file that PGPASSFILE names (~/.pgpass). */
  readonly password: string | null;
  readonly tls: {
    readonly mode: TlsMode;
    /** PEM files. */
    readonly caFile: string | null;
    readonly certFile: string | null;
    readonly keyFile: string | null;
  };
}

const MODES: readonly string[] = ["disable", "require", "verify-ca", "verify-full"];
const PARAMETERS: readonly string[] = ["host", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/**
 * Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…&sslrootcert=…` (libpq's connection URI; PostgreSQL's
 * documentation, 34.1.1.2). What it does not know it refuses: a misspelt parameter would leave the connection open to others.
 */
export function readPostgresAddress(text: string, flag: string): Parsed<PostgresAddress> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol))
    return refuse(flag, "is not a database: write postgres://USER@HOST/DATABASE.");
  const why = strangePart(url);
  if (why !== undefined) return refuse(flag, why);
  const host = url.searchParams.get("host") ?? (url.hostname.replace(/^\[|\]$/g, "") || "localhost");
  const mode = url.searchParams.get("sslmode") ?? (isLocal(host) ? "disable" : "verify-full");
  if (!MODES.includes(mode)) return refuse(flag, badMode(mode));
  const [caFile, certFile, keyFile] = ["sslrootcert", "sslcert", "sslkey"].map((name) => url.searchParams.get(name));
  return {
    ok: true,
    value: {
      host,
      port: Number(url.port || 5432),
      database: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username) || null,
      password: decodeURIComponent(url.password) || null,
      tls: { mode: mode as TlsMode, caFile: caFile ?? null, certFile: certFile ?? null, keyFile: keyFile ?? null },
    },
  };
}

/** The address as people may see it: without password. */
export function formatPostgresAddress({ host, port, database, user }: PostgresAddress): string {
  const account = user === null ? "" : `${encodeURIComponent(user)}@`;
  if (host.startsWith("/")) return `postgres://${account}/${database}?host=${host}`;
  return `postgres://${account}${host.includes(":") ? `[${host}]` : host}:${port}/${database}`;
}

/** Whether only this machine hears what is said to it. */
function isLocal(host: string): boolean {
  return host.startsWith("/") || host === "localhost" || host === "::1" || host.startsWith("127.");
}

// The text may hold a password, so it is not repeated.
function strangePart({ pathname, searchParams, username, password }: URL): string | undefined {
  if (pathname.length < 2 || pathname.slice(1).includes("/"))
    return "names no database: write postgres://USER@HOST/DATABASE.";
  if (![pathname, username, password].every(isDecodable)) return "has a % that begins no character: write %25 for it.";
  const strange = [...searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  return strange === undefined ? undefined : `has a parameter "${strange}"; known are ${PARAMETERS.join(", ")}.`;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function badMode(mode: string): string {
  if (mode === "allow" || mode === "prefer")
    return `has sslmode=${mode}, which falls back to clear text unnoticed: choose ${MODES.join(", ")}.`;
  return `has sslmode=${mode}; known are ${MODES.join(", ")}.`;
}

function refuse(flag: string, why: string): { readonly ok: false; readonly failures: readonly Failure[] } {
  const message = `${flag} (RELAY_STORE) ${why}`;
  return { ok: false, failures: [{ code: "RELAY_OPTION_INVALID", property: flag, message }] };
}
