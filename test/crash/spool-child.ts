import { writeSync } from "node:fs";
import { openSpool, type Spool } from "../../relay/spool";
import { newMessage, SILENT } from "../delivery/delivery-house";
import { crashBody } from "./crash-body";

// Takes messages until it is killed and names each one on stdout once it was promised to be safe.
const [directory = "", run = ""] = process.argv.slice(2);
const AT_ONCE = 10;

async function take(spool: Spool, queueId: string): Promise<void> {
  const body = crashBody(queueId);
  const writer = spool.begin(newMessage(queueId, ["a@fabrikam.com", "b@fabrikam.com"]));
  for (let at = 0; at < body.length; at += 50_000) await writer.write(body.subarray(at, at + 50_000));
  await writer.commit();
  // Synchronous: a line in a buffer of this process would die with it.
  writeSync(1, `${queueId}\n`);
}

/** One in three is delivered, so that the log also has changes, dead segments and a cleaner at work. */
function deliverSome(spool: Spool, queueId: string): void {
  if (queueId.length % 3 !== 0) return;
  const leased = spool.claims.lease(queueId, [0]);
  const event = { type: "delivered", reply: "250 ok" } as const;
  spool.claims.settle(
    queueId,
    leased.map(({ recipientId }) => ({ recipientId, event })),
  );
}

async function main(): Promise<void> {
  const limits = { minimumFreeBytes: 0, segmentBytes: 400_000, changesDelay: 1 };
  const spool = await openSpool({ directory, clock: Date, log: SILENT, limits });
  let number = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (;;) {
        const queueId = `R${run}N${++number}`;
        await take(spool, queueId);
        deliverSome(spool, queueId);
      }
    }),
  );
}

void main();
