import { Pool, type PoolClient, type PoolConfig, type QueryResult, type QueryResultRow } from "pg";
import type { EventLog } from "../spool";
import { SPOOL_SCHEMA, SPOOL_SCHEMA_NAME } from "./spool-schema";

/** What runs statements: the pool, or a transaction. */
export type Runs = <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<QueryResult<Row>>;

// Any number, the same for every host: who makes the schema.
const SCHEMA_LOCK = 0x72656c61;

/** The shared database. Connections are made as they are needed and made anew after they broke. */
export class SpoolDatabase {
  readonly #pool: Pool;

  constructor(connection: PoolConfig, log: EventLog) {
    this.#pool = new Pool({
      ...connection,
      application_name: "relay spool",
      options: `-c search_path=${SPOOL_SCHEMA_NAME}`,
    });
    // A connection that breaks while nobody uses it would end the process.
    this.#pool.on("error", (error) => log.warn({ error: error.message }, "a connection to the spool's database broke"));
    // One that breaks between two statements of a transaction would, too; the next statement says so.
    this.#pool.on("connect", (client) => client.on("error", () => undefined));
  }

  readonly run: Runs = (text, values = []) => this.#pool.query(text, [...values]);

  /** Everything or nothing. @throws what `work` throws, and errors of the database; then it is not known whether it was committed */
  async transaction<Answer>(work: (run: Runs) => Promise<Answer>): Promise<Answer> {
    const client = await this.#pool.connect();
    try {
      await client.query("begin");
      const answer = await work((text, values = []) => client.query(text, [...values]));
      await client.query("commit");
      client.release();
      return answer;
    } catch (error) {
      await abandon(client);
      throw error;
    }
  }

  /** Brings the tables to this version. @throws Error when they are of a newer one */
  async migrate(): Promise<void> {
    await this.transaction(async (run) => {
      await run("select pg_advisory_xact_lock($1)", [SCHEMA_LOCK]);
      await run(`create schema if not exists ${SPOOL_SCHEMA_NAME}`);
      await run("create table if not exists relay_spool_schema (version integer not null)");
      const { rows } = await run<{ version: number }>("select version from relay_spool_schema");
      const version = rows[0]?.version ?? 0;
      if (version > SPOOL_SCHEMA.length) {
        throw new Error(
          `The spool's tables are of version ${version}; this host knows ${SPOOL_SCHEMA.length}: update it.`,
        );
      }
      for (const statement of SPOOL_SCHEMA.slice(version).flat()) await run(statement);
      await run("delete from relay_spool_schema");
      await run("insert into relay_spool_schema values ($1)", [SPOOL_SCHEMA.length]);
    });
  }

  /** Whether a commit survives a power cut as the server is set up now. */
  async isDurable(): Promise<boolean> {
    const { rows } = await this.run<{ durable: boolean }>(
      "select current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off' as durable",
    );
    return rows[0]?.durable === true;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

async function abandon(client: PoolClient): Promise<void> {
  try {
    await client.query("rollback");
    client.release();
  } catch (error) {
    client.release(error as Error);
  }
}
