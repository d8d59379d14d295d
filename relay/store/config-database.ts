import { join } from "node:path";
import type { AuditEntry, AuditFilter, AuditHead, AuditVerdict } from "../../model";
import type { RecordedState, WriteCommand, WriteContext, WriteResult } from "../../model";
import { readAudit, verifyAuditTable } from "./audit-table";
import type { ConfigEngine, OnHealth } from "./config-engine";
import { createSecretStore } from "./config-secrets";
import type { AuditPage, AuditQuery, ConfigStore, DeclarationStore, FleetStore, FreezeStore } from "./config-store";
import type {
  Installation,
  RestoreCall,
  RevertResult,
  RevertWish,
  SecretStore,
  StoreHealth,
  StoreMove,
} from "./config-store";
import type { TokenStore, TokenVerdict } from "./config-store";
import { createDeclarationStore } from "./declaration-table";
import { createFreezeStore } from "./freeze-writes";
import { readHeld } from "./held-state";
import { HeldStore } from "./held-store";
import { ensureIdentity, writeEpoch } from "./meta-table";
import { pinKey } from "./pin-key";
import { restoreObjects } from "./restore-objects";
import { revertObjects } from "./revert-objects";
import { searchAudit } from "./search-audit";
import type { SecretBox } from "./secret-box";
import { openSecretBox, SECRETS_KEY_FILE } from "./secret-key";
import { findSecret, readSealed } from "./secret-table";
import { openSqliteEngine } from "./sqlite-engine";
import { verifyToken } from "./token-table";
import { createTokenStore } from "./token-writes";
import { writeObject } from "./write-object";

/** Name of the config store's file in a data directory. */
export const CONFIG_FILE = "config.db";

export interface ConfigDatabaseOptions {
  readonly dataDir: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Opens what the store is kept in. @default the file in the data directory */
  readonly openEngine?: (onHealth: OnHealth) => Promise<ConfigEngine>;
  /** File of the key that passwords for other hosts are sealed with. @default `secrets.key` in the data directory */
  readonly secretsKeyFile?: string;
  /** Told of every move of the state, before whoever made it has an answer. */
  readonly onMove?: (move: StoreMove) => void;
}

interface Parts {
  readonly engine: ConfigEngine;
  readonly held: HeldStore;
  readonly box: SecretBox;
  readonly now: () => number;
  readonly listeners: Listeners;
}

interface Listeners {
  readonly followed: (() => void)[];
  readonly health: OnHealth[];
}

/**
 * The config store over an engine. SQLite blocks its thread while it commits, and judging a write takes time on any
 * engine, so a host runs this in a worker thread (`openConfigStore`); tests and offline tools may use it directly.
 */
export class ConfigDatabase implements ConfigStore {
  readonly tokens: TokenStore;
  readonly freeze: FreezeStore;
  readonly declarations: DeclarationStore;
  readonly secrets: SecretStore;
  readonly fleet: FleetStore;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    const { engine, held, box, now } = parts;
    this.#parts = parts;
    this.tokens = createTokenStore(held, now);
    this.freeze = createFreezeStore(held, now);
    this.declarations = createDeclarationStore(held, engine);
    // Beside the queue of writes: a read waits for nothing.
    const find = (id: string) => {
      const { secrets } = held.held;
      return secrets === null ? engine.read((db) => findSecret(db, id)) : Promise.resolve(secrets.get(id));
    };
    this.secrets = createSecretStore({ find, box, state: () => held.held.state });
    this.fleet = {
      isShared: engine.writers === "several-hosts",
      tellEnforced: (revision) => engine.tellEnforced(revision),
      hosts: () => engine.hosts(),
    };
  }

  /** Opens or makes the store of a data directory, or the one that the directory's host shares. @throws StoreError */
  static async open(options: ConfigDatabaseOptions): Promise<ConfigDatabase> {
    const { dataDir, now, onMove, openEngine = () => openSqliteEngine(join(dataDir, CONFIG_FILE)) } = options;
    const listeners: Listeners = { followed: [], health: [] };
    const engine = await openEngine((health) => listeners.health.forEach((listener) => listener(health)));
    try {
      const keyFile = options.secretsKeyFile ?? join(dataDir, SECRETS_KEY_FILE);
      const { held, box } = await readAll(engine, { keyFile, now });
      const moved = (move: StoreMove) => {
        onMove?.(move);
        if (move.by === "another-host") for (const listener of listeners.followed) listener();
      };
      const store = new HeldStore(engine, held, moved);
      engine.watch(() => store.follow());
      return new ConfigDatabase({ engine, held: store, box, now, listeners });
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  get installation(): Installation {
    return this.#parts.held.held.installation;
  }

  get state(): RecordedState {
    return this.#parts.held.held.state;
  }

  get health(): StoreHealth {
    return this.#parts.engine.health;
  }

  get label(): string {
    return this.#parts.engine.label;
  }

  load(): Promise<RecordedState> {
    return Promise.resolve(this.state);
  }

  write(command: WriteCommand, context: WriteContext): Promise<WriteResult> {
    return this.#parts.held.change((moment) => writeObject(moment, command, context));
  }

  revert(wish: RevertWish, context: WriteContext): Promise<RevertResult> {
    const { engine, held } = this.#parts;
    return held.inOrder(() => revertObjects({ engine, held }, wish, context));
  }

  restore(call: RestoreCall, context: WriteContext): Promise<RevertResult> {
    return this.#parts.held.change((moment) => restoreObjects(moment, call, context));
  }

  audit(query: AuditQuery): Promise<readonly AuditEntry[]> {
    const { engine, held } = this.#parts;
    return held.inOrder(() => engine.read((db) => readAudit(db, query)));
  }

  searchAudit(query: AuditQuery, filter: AuditFilter): Promise<AuditPage> {
    return searchAudit((part) => this.audit(part), query, filter);
  }

  auditHead(): Promise<AuditHead> {
    return Promise.resolve(this.#parts.held.held.auditHead);
  }

  verifyAudit(): Promise<AuditVerdict> {
    const { engine, held } = this.#parts;
    return held.inOrder(() => {
      const known = held.held.auditHead;
      return engine.read((db) => verifyAuditTable(db, { known, writers: engine.writers }));
    });
  }

  advanceEpoch(): Promise<Installation> {
    return this.#parts.held.change(async ({ db, held }) => {
      const installation = { id: held.installation.id, epoch: held.installation.epoch + 1 };
      await writeEpoch(db, installation.epoch);
      return { answer: installation, next: { installation } };
    });
  }

  onFollowed(listener: () => void): void {
    this.#parts.listeners.followed.push(listener);
  }

  onHealth(listener: OnHealth): void {
    this.#parts.listeners.health.push(listener);
  }

  async close(): Promise<void> {
    const { engine, held } = this.#parts;
    await held.inOrder(() => Promise.resolve());
    await engine.close();
  }

  verifyToken(token: string): TokenVerdict {
    return verifyToken(this.#parts.held.held.tokens, token, this.#parts.now());
  }
}

async function readAll(
  engine: ConfigEngine,
  { keyFile, now }: { readonly keyFile: string; readonly now: () => number },
) {
  await engine.exclusively(({ db }) => ensureIdentity(db, now()));
  const held = await engine.look((db) => readHeld(db, engine.writers));
  const sealed = await engine.read(readSealed);
  if (engine.writers === "this-host") return { held, box: openSecretBox({ keyFile, sealed }) };
  return { held, box: await pinKey(engine, { keyFile, sealed }) };
}
