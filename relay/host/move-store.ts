import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { checkSpool } from "../spool";
import {
  acquireHostLock,
  CONFIG_FILE,
  formatPostgresAddress,
  moveConfig,
  type MovedConfig,
  openPostgresEngine,
  openSqliteEngine,
  type PostgresAddress,
  StoreError,
} from "../store";

export interface MoveStoreOptions {
  readonly dataDir: string;
  readonly to: PostgresAddress;
  readonly version: string;
}

export interface MovedStore extends MovedConfig {
  /** Without password. */
  readonly to: string;
  /** Where the former store lies now. */
  readonly keptAs: string;
  /** Messages in the spool of the directory, which no host with a database looks at. */
  readonly messagesLeft: number;
}

/**
 * Moves the configuration of a stopped host into a database that hosts can share. The file stays beside, under a name that
 * no host opens: two stores that go on from the same revision would contradict each other.
 *
 * @throws StoreError
 */
export async function moveStore({ dataDir, to, version }: MoveStoreOptions): Promise<MovedStore> {
  const file = join(dataDir, CONFIG_FILE);
  if (!existsSync(file)) throw new StoreError("RELAY_DATA_DIR_UNUSABLE", `There is no config store ${file}.`);
  const lock = acquireHostLock(dataDir);
  try {
    const { messages: messagesLeft } = await checkSpool(join(dataDir, "spool"));
    const moved = await copy(file, to, version);
    const keptAs = `${file}.moved`;
    renameSync(file, keptAs);
    return { ...moved, to: formatPostgresAddress(to), keptAs, messagesLeft };
  } finally {
    lock.release();
  }
}

async function copy(file: string, to: PostgresAddress, version: string): Promise<MovedConfig> {
  const from = await openSqliteEngine(file);
  try {
    const target = await openPostgresEngine({ address: to, host: { name: "relayctl", version } });
    try {
      return await moveConfig(from, target);
    } finally {
      await target.close();
    }
  } finally {
    // The last connection takes the log of writes into the file.
    await from.close();
  }
}
