import { randomUUID } from "node:crypto";
import type { NewMessage, SpoolFault } from "../spool";
import type { ArrivedParts } from "./arriving-parts";
import { envelopeText } from "./queue-row";
import type { Runs } from "./spool-database";
import { DATABASE_NOW } from "./spool-schema";
import { storedState } from "./stored-state";
import { FRESH_STATUS } from "../queue";

export interface IntakeBatchParts {
  readonly run: Runs;
  /** Who delivers what comes now; null: whoever looks first. */
  readonly claimant: () => string | null;
  readonly batchMessages: number;
  readonly batchBytes: number;
  readonly faultOf: (error: unknown) => SpoolFault;
}

interface Waiting {
  readonly message: NewMessage;
  readonly body: ArrivedParts;
  readonly resolve: (claimant: string | null) => void;
  readonly reject: (fault: SpoolFault) => void;
}

/** Messages that arrive together are kept by one statement: one is at the database, the rest makes the next. */
export class IntakeBatch {
  readonly #parts: IntakeBatchParts;
  /** Refused because the database's answer never came: kept there or not, they were promised to nobody. */
  readonly #unsure = new Set<string>();
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(parts: IntakeBatchParts) {
    this.#parts = parts;
  }

  /** Resolves once envelope and body are committed, with the host that has claimed it. @throws SpoolFault */
  store(message: NewMessage, body: ArrivedParts): Promise<string | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ message, body, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    await this.#running;
  }

  /** Deletes what was refused and kept all the same: its sender brings it again. Throws while the database does not answer. */
  async tidy(): Promise<void> {
    for (const batch of this.#unsure) {
      await this.#parts.run(DELETE, [batch]);
      this.#unsure.delete(batch);
    }
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#keep(this.#take());
    this.#running = undefined;
  }

  #take(): readonly Waiting[] {
    const { batchMessages, batchBytes } = this.#parts;
    let bytes = 0;
    const past = this.#waiting.findIndex(({ body }, index) => {
      bytes += body.rest.length;
      return index > 0 && (index >= batchMessages || bytes > batchBytes);
    });
    return this.#waiting.splice(0, past < 0 ? this.#waiting.length : past);
  }

  async #keep(batch: readonly Waiting[]): Promise<void> {
    const claimant = this.#parts.claimant();
    const id = randomUUID();
    try {
      await this.#parts.run(INSERT, [...valuesOf(batch), claimant, id]);
      for (const { resolve } of batch) resolve(claimant);
    } catch (error) {
      this.#unsure.add(id);
      const fault = this.#parts.faultOf(error);
      for (const { reject } of batch) reject(fault);
    }
  }
}

/** By the batch, and not by ids: what another host has claimed since, or made with the same id, is no business of ours. */
const DELETE = `
  with gone as (delete from relay_message where claim = $1 returning queue_id)
  delete from relay_body using gone where relay_body.queue_id = gone.queue_id`;

/** One statement is one transaction: the messages with what is left of their bodies. */
const INSERT = `
  with body as (
    insert into relay_body (queue_id, part, bytes, stored_at)
    select queue_id, part, bytes, ${DATABASE_NOW}
      from unnest($8::text[], $9::integer[], $10::bytea[]) as body (queue_id, part, bytes)
  )
  insert into relay_message (queue_id, envelope, received_at, size, parts, lifetime_from, statuses, due_at,
                             queued, delivered, bounced, held_operator, held_no_route, held_failed, held_expired, lease_host, claim)
  select queue_id, envelope, received_at, size, parts, received_at, statuses, 0, recipients, 0, 0, 0, 0, 0, 0, $11, $12
    from unnest($1::text[], $2::text[], $3::double precision[], $4::double precision[], $5::integer[], $6::text[],
                $7::integer[]) as message (queue_id, envelope, received_at, size, parts, statuses, recipients)`;

function valuesOf(batch: readonly Waiting[]): readonly unknown[] {
  const withRest = batch.filter(({ body }) => body.rest.length > 0);
  return [
    batch.map(({ message }) => message.queueId),
    batch.map(({ message }) => envelopeText(message)),
    batch.map(({ message }) => message.receivedAt),
    batch.map(({ body }) => body.size),
    batch.map(({ body }) => partsOf(body)),
    batch.map(
      ({ message }) =>
        storedState(
          message.recipients.map(() => FRESH_STATUS),
          0,
        ).statuses,
    ),
    batch.map(({ message }) => message.recipients.length),
    withRest.map(({ message }) => message.queueId),
    withRest.map(({ body }) => body.stored),
    withRest.map(({ body }) => body.rest),
  ];
}

export function partsOf({ stored, rest }: ArrivedParts): number {
  return stored + (rest.length > 0 ? 1 : 0);
}
