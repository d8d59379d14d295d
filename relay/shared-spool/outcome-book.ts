import { nextStatus, type RecipientEvent, type RecipientStatus } from "../queue";
import type { EventLog, RecipientOutcome } from "../spool";
import { STATE_ARRAYS, STATE_COLUMNS, type StoredState, storedState } from "./stored-state";
import type { Runs, SpoolDatabase } from "./spool-database";

export interface OutcomeBookParts {
  readonly database: Pick<SpoolDatabase, "transaction">;
  /** The fencing token: only messages that still carry it are changed. */
  readonly token: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that news may wait for company. */
  readonly delay: number;
  readonly log: EventLog;
}

interface News {
  readonly outcomes: RecipientOutcome[];
  /** Delivered to everybody. */
  gone: boolean;
  /** This host waits for nothing of it any more. */
  letGo: boolean;
}

// After an error of the database. Milliseconds.
const RETRY_DELAY = 500;

/** What became of claimed messages, until it is in the database: written in batches, each of them in one transaction. */
export class OutcomeBook {
  readonly #parts: OutcomeBookParts;
  #open = new Map<string, News>();
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<boolean> = Promise.resolve(true);
  #isClosed = false;

  constructor(parts: OutcomeBookParts) {
    this.#parts = parts;
  }

  changed(queueId: string, outcomes: readonly RecipientOutcome[]): void {
    this.#newsOf(queueId).outcomes.push(...outcomes);
  }

  gone(queueId: string): void {
    this.#newsOf(queueId).gone = true;
  }

  letGo(queueId: string): void {
    this.#newsOf(queueId).letGo = true;
  }

  /** What is noted was this host's to write; it is not any more. */
  forget(): void {
    this.#open = new Map();
  }

  /** Resolves when everything noted until now is written; false: it could not be, and is tried again. */
  flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.#last.then(() => this.#write());
    return this.#last;
  }

  /** Writes what it can, and nothing afterwards. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
  }

  #newsOf(queueId: string): News {
    const known = this.#open.get(queueId);
    if (known !== undefined) return known;
    const news = { outcomes: [], gone: false, letGo: false };
    this.#open.set(queueId, news);
    this.#writeSoon(this.#parts.delay);
    return news;
  }

  #writeSoon(delay: number): void {
    if (!this.#isClosed) this.#timer ??= setTimeout(() => void this.flush(), delay);
  }

  async #write(): Promise<boolean> {
    while (this.#open.size > 0) {
      const page = this.#open;
      const token = this.#parts.token();
      this.#open = new Map();
      try {
        await this.#parts.database.transaction((run) => writePage(run, { page, token, now: this.#parts.now() }));
      } catch (error) {
        this.#parts.log.warn({ error: (error as Error).message }, "what became of mail could not be written yet");
        if (token === this.#parts.token()) this.#putBack(page);
        return false;
      }
    }
    return true;
  }

  #putBack(page: ReadonlyMap<string, News>): void {
    const later = this.#open;
    this.#open = new Map(page);
    for (const [queueId, { outcomes, gone, letGo }] of later) {
      const news = this.#newsOf(queueId);
      news.outcomes.push(...outcomes);
      news.gone ||= gone;
      news.letGo ||= letGo;
    }
    this.#writeSoon(RETRY_DELAY);
  }
}

interface Page {
  readonly page: ReadonlyMap<string, News>;
  readonly token: string;
  readonly now: number;
}

async function writePage(run: Runs, { page, token, now }: Page): Promise<void> {
  const gone = [...page].filter(([, news]) => news.gone).map(([queueId]) => queueId);
  if (gone.length > 0) await run(DELETE, [gone, token]);
  const changed = [...page].filter(([, news]) => !news.gone);
  if (changed.length === 0) return;
  const { rows } = await run<{ queue_id: string; statuses: string }>(LOCK, [changed.map(([id]) => id), token]);
  const states = rows.map(({ queue_id, statuses }) => {
    const { outcomes, letGo } = page.get(queue_id) as News;
    return {
      queueId: queue_id,
      letGo,
      state: storedState(after(JSON.parse(statuses) as readonly RecipientStatus[], outcomes), now),
    };
  });
  if (states.length > 0) await run(UPDATE, valuesOf(states));
}

const DELETE = `
  with gone as (delete from relay_message where queue_id = any ($1) and lease_host = $2 returning queue_id)
  delete from relay_body using gone where relay_body.queue_id = gone.queue_id`;

const LOCK = "select queue_id, statuses from relay_message where queue_id = any ($1) and lease_host = $2 for update";

const UPDATE = `
  update relay_message as message
     set ${STATE_COLUMNS.map((column) => `${column} = next.${column}`).join(", ")},
         lease_host = case when next.let_go then null else message.lease_host end
    from unnest(${["text[]", "boolean[]", ...STATE_ARRAYS].map((type, index) => `$${index + 1}::${type}`).join(", ")})
      as next (queue_id, let_go, ${STATE_COLUMNS.join(", ")})
   where message.queue_id = next.queue_id`;

interface NextState {
  readonly queueId: string;
  readonly letGo: boolean;
  readonly state: StoredState;
}

function valuesOf(states: readonly NextState[]): readonly unknown[] {
  return [
    states.map(({ queueId }) => queueId),
    states.map(({ letGo }) => letGo),
    ...STATE_COLUMNS.map((column) => states.map(({ state }) => state[column])),
  ];
}

/** What an operator did meanwhile stands beside what the attempt brought. */
function after(stored: readonly RecipientStatus[], outcomes: readonly RecipientOutcome[]): readonly RecipientStatus[] {
  const statuses = [...stored];
  for (const { recipientId, event } of outcomes) {
    const status = statuses[recipientId];
    if (status !== undefined) statuses[recipientId] = afterEvent(status, event);
  }
  return statuses;
}

function afterEvent(status: RecipientStatus, event: RecipientEvent): RecipientStatus {
  return nextStatus(status, event) ?? nextStatus(underWay(status), event) ?? status;
}

/** In the database nobody is leased; the attempt that ends now was one of this recipient. */
function underWay(status: RecipientStatus): RecipientStatus {
  if (status.state === "delivered") return status;
  return { ...status, state: "leased", holdReason: status.holdReason === "operator" ? "operator" : null };
}
