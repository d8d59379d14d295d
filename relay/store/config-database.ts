import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Kysely, type Transaction } from "kysely";
import { findObject, judgeFreeze, judgeWrite, staleRevision, writingStack } from "../../model";
import type { AuditDraft, AuditEntry, AuditFilter, AuditHead, AuditVerdict, ChangedBy, Freeze } from "../../model";
import type { RecordedState, RefusedWrite, WriteCommand, WriteContext, WriteResult, WriteTools } from "../../model";
import {
  acceptedDraft,
  type Circumstance,
  freezeDraft,
  refusedDraft,
  refusedRevert,
  revertedDraft,
} from "./audit-draft";
import { tokenDraft, withImpact } from "./audit-draft";
import { appendAudit, changedSince, readAudit, readAuditHead, verifyAuditTable } from "./audit-table";
import { ConfigDialect } from "./config-dialect";
import type { ConfigSchema } from "./config-schema";
import type { AuditPage, AuditQuery, ConfigStore, Declarations, DeclarationStore, FreezeStore } from "./config-store";
import type { Installation, NewToken, RevertResult, RevertWish, SecretStore, TokenActor } from "./config-store";
import type { TokenStore, TokenVerdict } from "./config-store";
import { createSecretStore, writeSecrets } from "./config-secrets";
import { getDeclarations, putDeclarations } from "./declaration-table";
import { readFreeze, writeFreeze } from "./freeze-record";
import { ensureIdentity, writeEpoch } from "./meta-table";
import { migrateConfig } from "./migrate-config";
import { openSqlite } from "./open-sqlite";
import { openSecretBox } from "./secret-key";
import { prepareRevert } from "./prepare-revert";
import { readSealed, removeSecrets } from "./secret-table";
import { searchAudit } from "./search-audit";
import { SerialQueue } from "./serial-queue";
import type { SecretBox } from "./secret-box";
import { putStackRun, readStackRuns, type StackRuns } from "./stack-run-table";
import { readState, writeChanges } from "./state-table";
import { hashSecret, insertToken, makeToken, readTokens, sameHash, type StoredToken, verifyToken } from "./token-table";

/** Name of the config store's file in a data directory. */
export const CONFIG_FILE = "config.db";

export interface ConfigDatabaseOptions {
  readonly dataDir: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What is in memory beside the file: it changes only after the file has. */
interface Held {
  readonly db: Kysely<ConfigSchema>;
  readonly now: () => number;
  readonly box: SecretBox;
  installation: Installation;
  state: RecordedState;
  auditHead: AuditHead;
  tokens: readonly StoredToken[];
  runs: StackRuns;
  freeze: Freeze | null;
}

/**
 * The config store over one SQLite file. better-sqlite3 blocks its thread while it commits, so a host runs this in a
 * worker thread (`openConfigStore`); tests and offline tools may use it directly.
 */
export class ConfigDatabase implements ConfigStore {
  readonly tokens: TokenStore = {
    create: (token, actor) => this.#serial.run(() => this.#createToken(token, actor)),
    verify: (token) => Promise.resolve(this.verifyToken(token)),
    list: () => Promise.resolve(this.#held.tokens.map(({ record }) => record)),
    revoke: (id, actor) => this.#serial.run(() => this.#revokeToken(id, actor)),
  };
  readonly freeze: FreezeStore;
  readonly declarations: DeclarationStore = {
    put: (declarations: Declarations) => this.#serial.run(() => putDeclarations(this.#held.db, declarations)),
    get: (stack: string) => this.#serial.run(() => getDeclarations(this.#held.db, stack)),
  };
  readonly secrets: SecretStore;
  readonly #serial = new SerialQueue();
  readonly #held: Held;

  private constructor(held: Held) {
    this.#held = held;
    this.freeze = {
      get current() {
        return held.freeze;
      },
      begin: (reason, actor) => this.#serial.run(() => this.#beginFreeze(reason, actor)),
      end: (actor) => this.#serial.run(() => this.#endFreeze(actor)),
    };
    this.secrets = createSecretStore({ db: held.db, box: held.box, state: () => held.state });
  }

  /** Opens or makes the store of a data directory. @throws StoreError */
  static async open({ dataDir, now }: ConfigDatabaseOptions): Promise<ConfigDatabase> {
    const file = join(dataDir, CONFIG_FILE);
    const db = new Kysely<ConfigSchema>({ dialect: new ConfigDialect(openSqlite(file)) });
    try {
      await migrateConfig(db, file);
      const { installation, createdAt } = await ensureIdentity(db, now());
      const state = await readState(db, createdAt);
      const [auditHead, tokens] = [await readAuditHead(db), await readTokens(db)];
      const [runs, freeze] = [await readStackRuns(db), await readFreeze(db)];
      const box = openSecretBox({ dataDir, sealed: await readSealed(db) });
      return new ConfigDatabase({ db, now, box, installation, state, auditHead, tokens, runs, freeze });
    } catch (error) {
      await db.destroy();
      throw error;
    }
  }

  get installation(): Installation {
    return this.#held.installation;
  }

  get state(): RecordedState {
    return this.#held.state;
  }

  load(): Promise<RecordedState> {
    return Promise.resolve(this.#held.state);
  }

  write(command: WriteCommand, context: WriteContext): Promise<WriteResult> {
    return this.#serial.run(() => this.#write(command, context));
  }

  revert(wish: RevertWish, context: WriteContext): Promise<RevertResult> {
    return this.#serial.run(() => this.#revert(wish, context));
  }

  audit(query: AuditQuery): Promise<readonly AuditEntry[]> {
    return this.#serial.run(() => readAudit(this.#held.db, query));
  }

  searchAudit(query: AuditQuery, filter: AuditFilter): Promise<AuditPage> {
    return searchAudit((part) => this.audit(part), query, filter);
  }

  auditHead(): Promise<AuditHead> {
    return Promise.resolve(this.#held.auditHead);
  }

  verifyAudit(): Promise<AuditVerdict> {
    return this.#serial.run(() => verifyAuditTable(this.#held.db, this.#held.auditHead));
  }

  advanceEpoch(): Promise<Installation> {
    return this.#serial.run(async () => {
      const { id, epoch } = this.#held.installation;
      await writeEpoch(this.#held.db, epoch + 1);
      this.#held.installation = { id, epoch: epoch + 1 };
      return this.#held.installation;
    });
  }

  close(): Promise<void> {
    return this.#serial.run(() => this.#held.db.destroy());
  }

  verifyToken(token: string): TokenVerdict {
    return verifyToken(this.#held.tokens, token, this.#held.now());
  }

  async #write(command: WriteCommand, context: WriteContext): Promise<WriteResult> {
    const { state, freeze } = this.#held;
    const frozen = judgeFreeze(freeze, context);
    if (frozen !== undefined) return this.#refuse(command, context, { ok: false, problem: frozen });
    const judgement = judgeWrite(state, command, context, await this.#tools(command));
    if (!judgement.ok) return this.#refuse(command, context, judgement);
    const { write, next, events } = judgement;
    if (write.changes.put.length + write.changes.removed.length === 0) return write;
    const acceptance = { context, revision: write.revision, freeze };
    const written = { before: state, after: next, changes: write.changes, now: context.now };
    const drafts = withImpact(
      events.map((event) => acceptedDraft(event, command, acceptance)),
      written,
    );
    let { runs } = this.#held;
    await this.#commit(drafts, async (transaction) => {
      await writeChanges(transaction, state.revision, write.changes);
      const { object, changes } = write;
      await writeSecrets(transaction, { command, object, removed: changes.removed, now: context.now });
      runs = await putStackRun(transaction, runs, { stack: writingStack(command), run: context.run });
    });
    Object.assign(this.#held, { state: next, runs });
    return write;
  }

  async #revert(wish: RevertWish, context: WriteContext): Promise<RevertResult> {
    const { db, state, freeze, auditHead } = this.#held;
    const plan = await prepareRevert({ db, state, freeze, auditHead }, wish, context);
    const isShown = wish.mode === "show";
    if (!plan.ok) {
      const refusal = refusedRevert(wish.revision, plan.problem, { context, revision: state.revision, freeze });
      if (!isShown) await this.#commit([refusal]);
      return plan;
    }
    const { changes, next, events, notices } = plan;
    if (isShown || events.length === 0) return { ok: true, revision: state.revision, changes, events, notices };
    const acceptance = { context, revision: changes.revision, freeze };
    const drafts = withImpact(
      events.map((event) => revertedDraft(event, wish.revision, acceptance)),
      { before: state, after: next, changes, now: context.now },
    );
    await this.#commit(drafts, async (transaction) => {
      await writeChanges(transaction, state.revision, changes);
      await removeSecrets(
        transaction,
        changes.removed.map(({ id }) => id),
      );
    });
    this.#held.state = next;
    return { ok: true, revision: changes.revision, changes, events, notices };
  }

  async #refuse(command: WriteCommand, context: WriteContext, refusal: RefusedWrite): Promise<RefusedWrite> {
    await this.#commit([refusedDraft(this.#held.state, command, context, refusal.problem)]);
    return refusal;
  }

  async #tools(command: WriteCommand): Promise<WriteTools> {
    const stack = writingStack(command);
    const latestRun = stack === null ? null : (this.#held.runs.get(stack) ?? null);
    const changed = await this.#history(command);
    return { newId: randomUUID, hashToken: hashSecret, sameHash, latestRun, changedSince: changed };
  }

  async #history(command: WriteCommand): Promise<ChangedBy | null> {
    const seen = staleRevision(this.#held.state, command);
    const object = command.action === "create" ? undefined : findObject(this.#held.state, command.kind, command.id);
    return seen === null || object === undefined ? null : changedSince(this.#held.db, object, seen);
  }

  async #createToken(wanted: NewToken, actor: TokenActor) {
    const made = makeToken(wanted, this.#held.now());
    await this.#commit([this.#tokenDraft("create-token", made, actor)], (transaction) =>
      insertToken(transaction, made),
    );
    this.#held.tokens = [...this.#held.tokens, { record: made.record, hash: made.hash }];
    return { token: made.token, record: made.record };
  }

  async #revokeToken(id: string, actor: TokenActor): Promise<boolean> {
    const known = this.#held.tokens.find(({ record }) => record.id === id);
    if (known === undefined) return false;
    await this.#commit([this.#tokenDraft("revoke-token", known, actor)], async (transaction) => {
      await transaction.deleteFrom("token").where("id", "=", id).execute();
    });
    this.#held.tokens = this.#held.tokens.filter((token) => token !== known);
    return true;
  }

  #tokenDraft(action: "create-token" | "revoke-token", { record }: StoredToken, actor: TokenActor): AuditDraft {
    const { id, name, scopes, stackPattern, expiresAt } = record;
    return tokenDraft(action, { id, name, facts: { scopes, stackPattern, expiresAt } }, this.#circumstance(actor));
  }

  async #beginFreeze(reason: string, actor: TokenActor): Promise<Freeze> {
    if (this.#held.freeze !== null) return this.#held.freeze;
    const { tokenId, tokenName } = actor;
    const freeze = { reason, tokenId, tokenName, at: this.#held.now() };
    await this.#putFreeze(freeze, freezeDraft("freeze", freeze, this.#circumstance(actor)));
    return freeze;
  }

  async #endFreeze(actor: TokenActor): Promise<boolean> {
    const { freeze } = this.#held;
    if (freeze === null) return false;
    await this.#putFreeze(null, freezeDraft("unfreeze", freeze, this.#circumstance(actor)));
    return true;
  }

  async #putFreeze(freeze: Freeze | null, draft: AuditDraft): Promise<void> {
    await this.#commit([draft], (transaction) => writeFreeze(transaction, freeze));
    this.#held.freeze = freeze;
  }

  #circumstance(actor: TokenActor): Circumstance {
    return { actor, at: this.#held.now(), revision: this.#held.state.revision };
  }

  /** One transaction: the change and its audit, or neither. */
  async #commit(
    drafts: readonly AuditDraft[],
    change: (transaction: Transaction<ConfigSchema>) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    this.#held.auditHead = await this.#held.db.transaction().execute(async (transaction) => {
      await change(transaction);
      return appendAudit(transaction, this.#held.auditHead, drafts);
    });
  }
}
