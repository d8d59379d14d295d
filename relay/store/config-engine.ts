import type { Kysely, Transaction } from "kysely";
import type { ConfigSchema } from "./config-schema";
import type { HostRecord, StoreHealth } from "./config-store";

/** Runs statements: the database itself, or a transaction. */
export type Reader = Kysely<ConfigSchema>;

/** A transaction that nobody else's writes run beside. */
export interface Turn {
  readonly db: Transaction<ConfigSchema>;
  /** GUID to record with what is changed. */
  readonly mark: string;
}

/** What differs between a store that one host has for itself and one that several share. */
export interface ConfigEngine {
  /** Who else writes. */
  readonly writers: "this-host" | "several-hosts";
  /** The store in messages: a file, or a database without its password. */
  readonly label: string;
  /** One transaction, at a time among all hosts. It may be run again after a fault, if nothing was committed. @throws StoreError */
  exclusively<Answer>(work: (turn: Turn) => Promise<Answer>): Promise<Answer>;
  /** Reads that see one moment. @throws StoreError */
  look<Answer>(work: (db: Reader) => Promise<Answer>): Promise<Answer>;
  /** Reads, each of which sees what was committed last. @throws StoreError */
  read<Answer>(work: (db: Reader) => Promise<Answer>): Promise<Answer>;
  /** Calls `follow` whenever there may be something new, until it is closed. */
  watch(follow: () => Promise<void>): void;
  readonly health: StoreHealth;
  /** Revision that this host has in force, for the others to see. */
  tellEnforced(revision: number): void;
  hosts(): Promise<readonly HostRecord[]>;
  close(): Promise<void>;
}

/** Told when the store is lost and found again. */
export type OnHealth = (health: StoreHealth) => void;
