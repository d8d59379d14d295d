import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { Turn } from "../config-engine";
import type { ConfigSchema } from "../config-schema";
import { isKnownForm } from "../migrate-config";
import { StoreError } from "../store-error";
import { asStoreError, outcomeUnknown, postgresFault } from "./postgres-fault";

export interface TurnParts {
  readonly db: Kysely<ConfigSchema>;
  readonly label: string;
  /** Milliseconds spent on finding out whether a write was committed. */
  readonly doubtTimeout: number;
}

/** Times that a write is tried when it certainly did not happen: a broken connection is often found by using it. */
const TRIES = 3;
/** Milliseconds between two questions of a database that does not answer. */
const PAUSE = 100;

/**
 * Runs a write while no other host writes. What it answers was committed; what it throws was not, unless it says
 * RELAY_STORE_OUTCOME_UNKNOWN. `work` may run more than once.
 */
export async function takeTurn<Answer>(parts: TurnParts, work: (turn: Turn) => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const attempt = await tryTurn(parts, work);
    if (attempt.outcome === "committed") return attempt.answer;
    if (postgresFault(attempt.error).kind === "wrong" || tries === TRIES)
      throw asStoreError(attempt.error, parts.label);
  }
}

type Attempt<Answer> =
  | { readonly outcome: "committed"; readonly answer: Answer }
  /** For certain. */
  | { readonly outcome: "not-committed"; readonly error: unknown };

async function tryTurn<Answer>(parts: TurnParts, work: (turn: Turn) => Promise<Answer>): Promise<Attempt<Answer>> {
  const mark = randomUUID();
  let done: { readonly answer: Answer } | undefined;
  try {
    const transaction = parts.db.transaction().setIsolationLevel("read committed");
    const answer = await transaction.execute(async (db) => {
      await lock(db, parts.label);
      done = { answer: await work({ db, mark }) };
      return done.answer;
    });
    return { outcome: "committed", answer };
  } catch (error) {
    if (done === undefined) return { outcome: "not-committed", error };
    const isThere = await wasCommitted(parts, mark, error);
    return isThere ? { outcome: "committed", answer: done.answer } : { outcome: "not-committed", error };
  }
}

/** Waits for the writes of all hosts before. Rows, not an advisory lock: those would need the right key at every place. */
async function lock(db: Transaction<ConfigSchema>, label: string): Promise<void> {
  const rows = await db
    .selectFrom("meta")
    .select(["key", "value"])
    .where("key", "in", ["form", "generation"])
    .orderBy("key")
    .forUpdate()
    .execute();
  const form = rows.find(({ key }) => key === "form")?.value;
  if (isKnownForm(form)) return;
  const text = `The config store ${label} was taken over by a newer release (${form}). Update this host; nothing was changed.`;
  throw new StoreError("RELAY_STORE_UNKNOWN", text);
}

/**
 * Whether a transaction whose COMMIT got no answer was committed. Its lock is waited for first, so the database has
 * ended it one way or the other by then.
 */
async function wasCommitted({ db, label, doubtTimeout }: TurnParts, mark: string, fault: unknown): Promise<boolean> {
  const end = performance.now() + doubtTimeout;
  for (;;) {
    try {
      return await db.transaction().execute(async (transaction) => {
        await lock(transaction, label);
        const row = await transaction.selectFrom("change").select("mark").where("mark", "=", mark).executeTakeFirst();
        return row !== undefined;
      });
    } catch {
      if (performance.now() > end) throw outcomeUnknown(fault, label);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
