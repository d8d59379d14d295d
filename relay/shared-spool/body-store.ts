import { Readable } from "node:stream";
import type { Runs } from "./spool-database";
import { DATABASE_NOW } from "./spool-schema";

// No message arrives for this long: what nobody asks for by then was left behind by a crash. Milliseconds.
const ORPHAN_AGE = 86_400_000;

/** Bodies, in parts: the database never has to move a large one in one piece. */
export class BodyStore {
  readonly #run: Runs;

  constructor(run: Runs) {
    this.#run = run;
  }

  async storePart(queueId: string, part: number, bytes: Buffer): Promise<void> {
    await this.#run(`insert into relay_body values ($1, $2, $3, ${DATABASE_NOW})`, [queueId, part, bytes]);
  }

  /** Forgets the parts of a message that was not kept after all. */
  async forget(queueId: string): Promise<void> {
    await this.#run(
      "delete from relay_body where queue_id = $1 and not exists (select from relay_message where queue_id = $1)",
      [queueId],
    );
  }

  /** The part; undefined when it is not there. */
  async part(queueId: string, part: number): Promise<Buffer | undefined> {
    const { rows } = await this.#run<{ bytes: Buffer }>(
      "select bytes from relay_body where queue_id = $1 and part = $2",
      [queueId, part],
    );
    return rows[0]?.bytes;
  }

  /** All parts one after the other. Its error: a part is not there. */
  read(queueId: string, parts: number): Readable {
    return Readable.from(this.#parts(queueId, parts), { objectMode: false, highWaterMark: 1 });
  }

  /** Deletes what a crash left behind. */
  async sweep(): Promise<void> {
    await this.#run(
      `delete from relay_body body where stored_at < ${DATABASE_NOW} - $1
          and not exists (select from relay_message message where message.queue_id = body.queue_id)`,
      [ORPHAN_AGE],
    );
  }

  async *#parts(queueId: string, parts: number): AsyncGenerator<Buffer> {
    for (let part = 0; part < parts; part++) {
      const bytes = await this.part(queueId, part);
      if (bytes === undefined) throw new Error(`Part ${part} of the body of ${queueId} is not in the database.`);
      yield bytes;
    }
  }
}
