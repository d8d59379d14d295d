import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "../../tools/harness/free-port";
import { waitFor } from "../../tools/harness/wait-for";
import { reportMissing } from "./missing-programs";

/** How to reach a database, as the driver takes it. */
export interface DatabaseConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** A private PostgreSQL server of Debian's package on loopback, with data of its own. */
export interface PostgresServer {
  readonly port: number;
  /** A new, empty database. */
  createDatabase(): Promise<DatabaseConnection>;
  /** Ends every connection to a database, as a failing network would. Answers with how many there were. */
  breakConnections(database: string): Promise<number>;
  /** Ends at once, without a checkpoint, as in a crash. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Ends it for good. */
  remove(): Promise<void>;
}

/** Where Debian puts the programs of the newest version that is there; undefined without one. */
function programs(): string | undefined {
  const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql") : [];
  const newest = versions.map(Number).sort((one, other) => other - one)[0];
  return newest === undefined || newest < 15 ? undefined : `/usr/lib/postgresql/${newest}/bin`;
}

export function hasPostgres(): boolean {
  if (programs() !== undefined) return true;
  reportMissing({
    program: "postgres",
    untested: "stores and spools on PostgreSQL (15 or newer)",
    install: "apt-get install postgresql",
  });
  return false;
}

/** Tests that need the server: without it they count as skipped, and the run says so; in CI it fails. */
export function describeOnPostgres(title: string, tests: () => void): void {
  (hasPostgres() ? describe : describe.skip)(title, tests);
}

/** @param settings Of the server, `name=value`, besides the ports */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "relay-postgres-"));
  const account = serverAccount();
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const port = await freePort();
  const data = join(folder, "data");
  const bin = programs() as string;
  execFileSync(join(bin, "initdb"), ["-A", "trust", "-U", "postgres", "-N", "-D", data], {
    ...account,
    cwd: folder,
    stdio: "pipe",
  });
  const local = [`listen_addresses=127.0.0.1`, `unix_socket_directories=${folder}`, "max_connections=200"];
  const flags = [...local, ...settings].flatMap((setting) => ["-c", setting]);
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    const ended = child;
    child = undefined;
    if (ended === undefined) return;
    const gone = new Promise((resolve) => ended.once("exit", resolve));
    ended.kill(signal);
    await gone;
  };
  const connection = (database: string) => ({ host: "127.0.0.1", port, user: "postgres", database });
  const start = async () => {
    child = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...flags], {
      ...account,
      cwd: folder,
      stdio: "ignore",
    });
    await waitFor(`PostgreSQL on port ${port}`, () => answers(connection("postgres")), 30_000);
  };
  await start();
  let databases = 0;
  return {
    port,
    start,
    createDatabase: async () => {
      const database = `relay_${++databases}`;
      await ask(connection("postgres"), `create database ${database}`);
      return connection(database);
    },
    breakConnections: async (database) => {
      const text = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`;
      return (await ask(connection("postgres"), text)).length;
    },
    // SIGQUIT is PostgreSQL's immediate shutdown.
    crash: () => end("SIGQUIT"),
    remove: async () => {
      await end("SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server refuses root; Debian's package brings an account for it. Undefined: we are not root. */
function serverAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Rows that a statement answers with, over a connection of its own. */
export async function ask(
  connection: DatabaseConnection,
  text: string,
  values: unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function answers(connection: DatabaseConnection): Promise<boolean> {
  try {
    await ask(connection, "select 1");
    return true;
  } catch {
    return false;
  }
}
