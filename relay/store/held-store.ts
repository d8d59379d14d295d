import type { AuditDraft, ConfigChanges } from "../../model";
import { appendAudit } from "./audit-table";
import { recordChange } from "./change-table";
import type { ConfigEngine, Turn } from "./config-engine";
import type { StoreMove } from "./config-store";
import { type Followed, followHeld, followSecrets } from "./follow-held";
import type { Held } from "./held-state";
import { SerialQueue } from "./serial-queue";

/** When a write is judged: nobody else writes, and what is known is what the store says. */
export interface Moment extends Turn {
  readonly held: Held;
}

/** What a write comes to. What it wrote itself and its audit are committed together. */
export interface Outcome<Answer> {
  readonly answer: Answer;
  readonly drafts?: readonly AuditDraft[];
  /** Of objects and releases: how `next` has its state. */
  readonly changes?: ConfigChanges;
  /** What is known differently afterwards, beside the audit. */
  readonly next?: Partial<Held>;
}

interface Turned<Answer> {
  readonly answer: Answer;
  readonly followed: Followed;
  readonly held: Held;
  readonly changes: ConfigChanges | undefined;
}

/** What is in memory of a store, kept right: nothing else changes either of them. */
export class HeldStore {
  readonly #engine: ConfigEngine;
  readonly #serial = new SerialQueue();
  readonly #onMove: (move: StoreMove) => void;
  #held: Held;

  constructor(engine: ConfigEngine, held: Held, onMove: (move: StoreMove) => void) {
    this.#engine = engine;
    this.#held = held;
    this.#onMove = onMove;
  }

  get held(): Held {
    return this.#held;
  }

  /** Runs something after what was asked for before, and before what is asked for next. */
  inOrder<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    return this.#serial.run(work);
  }

  /** One transaction. `decide` may be asked again when nothing was committed. @throws StoreError */
  change<Answer>(decide: (moment: Moment) => Promise<Outcome<Answer>>): Promise<Answer> {
    return this.inOrder(() => this.changeNow(decide));
  }

  /** The same, for work that is in order already. */
  async changeNow<Answer>(decide: (moment: Moment) => Promise<Outcome<Answer>>): Promise<Answer> {
    const { answer, followed, held, changes } = await this.#engine.exclusively((turn) => this.#turn(turn, decide));
    this.#take(followed, "another-host");
    this.#take({ held, change: changes === undefined ? null : { kind: "changes", changes } }, "this-host");
    return answer;
  }

  /** Finds what other hosts have written. @throws StoreError */
  follow(): Promise<void> {
    return this.inOrder(() => this.followNow());
  }

  async followNow(): Promise<void> {
    if (this.#engine.writers === "this-host") return;
    this.#take(await this.#engine.look((db) => followHeld(db, this.#held)), "another-host");
  }

  async #turn<Answer>(turn: Turn, decide: (moment: Moment) => Promise<Outcome<Answer>>): Promise<Turned<Answer>> {
    const followed = await this.#followed(turn);
    const { answer, drafts = [], changes, next } = await decide({ ...turn, held: followed.held });
    const changed = { ...followed.held, ...next };
    const isNothing = drafts.length === 0 && changes === undefined && next === undefined;
    const held = isNothing ? followed.held : await this.#record(turn, changed, { drafts, changes: changes ?? null });
    return { answer, followed, held, changes };
  }

  async #followed({ db }: Turn): Promise<Followed> {
    return this.#engine.writers === "this-host" ? { held: this.#held, change: null } : followHeld(db, this.#held);
  }

  async #record(
    turn: Turn,
    held: Held,
    { drafts, changes }: { readonly drafts: readonly AuditDraft[]; readonly changes: ConfigChanges | null },
  ): Promise<Held> {
    const auditHead = await appendAudit(turn.db, held.auditHead, drafts);
    if (this.#engine.writers === "this-host") return { ...held, auditHead };
    const ids = changes === null ? [] : [...changes.put, ...changes.removed].map(({ id }) => id);
    const secrets = await followSecrets(turn.db, held.secrets, ids);
    return { ...held, auditHead, secrets, generation: await recordChange(turn, held.generation, changes) };
  }

  #take({ held, change }: Followed, by: StoreMove["by"]): void {
    if (held === this.#held) return;
    this.#held = held;
    const { installation, freeze } = held;
    this.#onMove({ by, installation, freeze, change });
  }
}
