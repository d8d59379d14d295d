import { randomBytes } from "node:crypto";
import { openSpool, type RecipientOutcome, type Spool } from "../../relay/spool";
import { BENCH_MESSAGE } from "./bench-message";

const BODY_BYTES = 4_096;
const AT_ONCE = 100;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function openBenchSpool(directory: string): Promise<Spool> {
  return openSpool({ directory, clock: Date, log: SILENT, limits: { minimumFreeBytes: 0 } });
}

/** Stores messages of 4 KB with one recipient each, named `PREFIX0`, `PREFIX1`, ... */
export async function storeMessages(
  spool: Spool,
  { prefix, messages }: { readonly prefix: string; readonly messages: number },
): Promise<void> {
  const body = randomBytes(BODY_BYTES);
  const receivedAt = Date.now();
  let number = 0;
  const store = async (): Promise<void> => {
    while (number < messages) {
      const writer = spool.begin({ ...BENCH_MESSAGE, receivedAt, queueId: `${prefix}${number++}` });
      await writer.write(body);
      await writer.commit();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, store));
}

/** Takes, leases and settles all that is due, as the delivery runner does; answers how many messages that were. */
export function settleDue(spool: Spool, event: RecipientOutcome["event"]): number {
  const { claims } = spool;
  const now = Date.now();
  let settled = 0;
  for (let due = claims.takeDue(now); due !== undefined; due = claims.takeDue(now)) {
    const ids = due.recipients.map(({ recipientId }) => recipientId);
    const answers = claims.lease(due.queueId, ids).map(({ recipientId }) => ({ recipientId, event }));
    claims.settle(due.queueId, answers);
    settled++;
  }
  return settled;
}
