import { randomUUID } from "node:crypto";
import { Kysely, PostgresDialect } from "kysely";
import type { ConfigEngine, OnHealth, Reader, Turn } from "../config-engine";
import type { ConfigSchema } from "../config-schema";
import { ChangeBell } from "./change-bell";
import { takeTurn } from "./exclusive-turn";
import { Heartbeat } from "./heartbeat";
import { forgetHost } from "./host-table";
import { formatPostgresAddress, type PostgresAddress } from "./postgres-address";
import { asStoreError, postgresFault } from "./postgres-fault";
import { DEFAULT_POSTGRES_LIMITS, type PostgresLimits } from "./postgres-limits";
import { clientConfig, openPool } from "./postgres-pool";
import { prepareDatabase } from "./prepare-database";
import { StoreWatch } from "./store-watch";

/** A database that hosts share, and who this one is. */
export interface SharedStore {
  readonly address: PostgresAddress;
  /** How this host is called among the others. */
  readonly host: { readonly name: string; readonly version: string };
  readonly limits?: Partial<PostgresLimits>;
}

export interface PostgresEngineOptions extends SharedStore {
  readonly onHealth?: OnHealth;
}

/** Milliseconds between two tries to reach a database at the start. */
const START_PAUSE = 500;

/** Opens a database that several hosts write. @throws StoreError */
export async function openPostgresEngine({
  address,
  host,
  onHealth = () => undefined,
  ...rest
}: PostgresEngineOptions): Promise<ConfigEngine> {
  const limits = { ...DEFAULT_POSTGRES_LIMITS, ...rest.limits };
  const label = formatPostgresAddress(address);
  const config = clientConfig(address, limits);
  const dialect = new PostgresDialect({ pool: openPool(config) });
  const db = new Kysely<ConfigSchema>({ dialect });
  try {
    await reach(() => prepareDatabase(db, label), limits.startPatience);
  } catch (error) {
    await db.destroy();
    throw asStoreError(error, label);
  }
  return assemble({ db, label, limits, onHealth, host: { id: randomUUID(), ...host }, bell: config });
}

interface Parts {
  readonly db: Kysely<ConfigSchema>;
  readonly label: string;
  readonly limits: PostgresLimits;
  readonly onHealth: OnHealth;
  readonly host: { readonly id: string; readonly name: string; readonly version: string };
  readonly bell: ReturnType<typeof clientConfig>;
}

function assemble({ db, label, limits, onHealth, host, bell: config }: Parts): ConfigEngine {
  const read = <Answer>(work: (db: Reader) => Promise<Answer>) => readAgain(() => work(db), label);
  let follow: () => Promise<void> = () => Promise.resolve();
  const heart = new Heartbeat({ host, read });
  const watch = new StoreWatch({
    look: async () => {
      await follow();
      await heart.beat();
    },
    interval: limits.pollInterval,
    onHealth,
  });
  const bell = limits.notify === "on" ? new ChangeBell(config, () => void watch.look()) : undefined;
  return {
    writers: "several-hosts",
    label,
    exclusively: (work: (turn: Turn) => Promise<never>) =>
      takeTurn({ db, label, doubtTimeout: limits.doubtTimeout }, work),
    look: (work) => readAgain(() => oneMoment(db, work), label),
    read,
    watch: (next) => {
      follow = next;
      void watch.look();
      void bell?.start();
    },
    get health() {
      return watch.health;
    },
    tellEnforced: (revision) => {
      if (heart.enforces(revision)) void watch.look();
    },
    hosts: () => Promise.resolve(heart.hosts),
    close: async () => {
      await bell?.close();
      await watch.close();
      if (watch.health.ok) await forgetHost(db, host.id).catch(() => undefined);
      await db.destroy();
    },
  };
}

/** Reads change nothing: a connection that turns out to be broken is a reason to read over another one. */
async function readAgain<Answer>(work: () => Promise<Answer>, label: string): Promise<Answer> {
  try {
    return await work().catch((error: unknown) => {
      if (postgresFault(error).kind === "wrong") throw error;
      return work();
    });
  } catch (error) {
    throw asStoreError(error, label);
  }
}

function oneMoment<Answer>(db: Kysely<ConfigSchema>, work: (db: Reader) => Promise<Answer>): Promise<Answer> {
  return db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work);
}

async function reach(prepare: () => Promise<void>, patience: number): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      await prepare();
      return;
    } catch (error) {
      if (isHopeless(error) || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, START_PAUSE));
    }
  }
}

// Waiting helps neither against a wrong password or name, nor against a certificate that is not trusted.
function isHopeless(error: unknown): boolean {
  const { code = "", message = "" } = error as { readonly code?: string; readonly message?: string };
  if (postgresFault(error).kind === "wrong") return true;
  return /^(28|3D|RELAY_)|CERT|^ERR_|^UNABLE_TO_/.test(code) || /SSL connections|SASL/.test(message);
}
