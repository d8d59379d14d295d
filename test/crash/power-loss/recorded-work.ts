import { createHash, randomBytes } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import { openSpool, type Spool } from "../../../relay/spool";
import type { RecipientEvent } from "../../../relay/queue";
import { newMessage, SILENT } from "../../delivery/delivery-house";
import type { MessagePromise, RecipientStates } from "./message-promise";

// Does everything to a spool that its files notice, and writes into the record what it was promised. `run` begins ids.
const [directory = "", run = ""] = process.argv.slice(2);
const record = openSync(process.env.RELAY_RECORD as string, "a");
const LIMITS = { minimumFreeBytes: 0, inlineBodyBytes: 2_000, segmentBytes: 4_000, changesDelay: 1, batchBytes: 6_000 };

function note(promise: MessagePromise): void {
  writeSync(record, `${JSON.stringify({ promise })}\n`);
}

async function take(spool: Spool, queueId: string, { size, recipients }: { size: number; recipients: number }) {
  const body = randomBytes(size);
  const addresses = Array.from({ length: recipients }, (_, id) => `r${id}@fabrikam.com`);
  const message = newMessage(queueId, addresses);
  const digest = createHash("sha256").update(body).digest("hex");
  note({ kind: "begun", message: { queueId, sender: message.sender, recipients: addresses, digest } });
  const writer = spool.begin(message);
  for (let at = 0; at < body.length; at += 1_500) await writer.write(body.subarray(at, at + 1_500));
  await writer.commit();
  note({ kind: "told", queueId });
}

/** A client that vanishes in the middle. */
async function vanish(spool: Spool, queueId: string, size: number): Promise<void> {
  const writer = spool.begin(newMessage(queueId, ["a@fabrikam.com"]));
  await writer.write(randomBytes(size));
  await writer.abort();
}

interface Attempt {
  readonly id: number;
  readonly event: RecipientEvent;
  readonly states: RecipientStates;
}

function attempt(spool: Spool, queueId: string, { id, event, states }: Attempt): void {
  spool.claims.lease(queueId, [id]);
  spool.claims.settle(queueId, [{ recipientId: id, event }]);
  note({ kind: "may", queueId, states });
}

/** All that was settled before is on stable storage when an operator's change is. */
async function written(spool: Spool, queueIds: readonly string[]): Promise<void> {
  await spool.hold(`${run}KEPT`);
  for (const queueId of [`${run}KEPT`, ...queueIds]) note({ kind: "must", queueId });
}

const DELIVERED = { type: "delivered", reply: "250 ok" } as const;
const DEFERRED = { type: "deferred", reply: "451 later", nextAttemptAt: 4e12 } as const;
const FAILED = { type: "failed", reply: "550 no" } as const;

async function deliverSome(spool: Spool, group: string): Promise<void> {
  const [one, two, big] = [`${group}ONE`, `${group}TWO`, `${group}BIG`];
  attempt(spool, one, { id: 0, event: DELIVERED, states: "gone" });
  attempt(spool, two, { id: 0, event: DELIVERED, states: ["delivered//1", "queued//0"] });
  attempt(spool, big, { id: 1, event: DEFERRED, states: ["queued//0", "queued//1"] });
  await written(spool, [one, two, big]);
  attempt(spool, two, { id: 1, event: FAILED, states: ["delivered//1", "held/failed/1"] });
  attempt(spool, big, { id: 0, event: DELIVERED, states: ["delivered//1", "queued//1"] });
  await written(spool, [two, big]);
}

async function giveUpSome(spool: Spool, group: string): Promise<void> {
  const [two, big] = [`${group}TWO`, `${group}BIG`];
  note({ kind: "may", queueId: two, states: "gone" });
  await spool.delete(two);
  note({ kind: "must", queueId: two });
  attempt(spool, big, { id: 1, event: DELIVERED, states: "gone" });
  await written(spool, [big]);
}

async function main(): Promise<void> {
  const spool = await openSpool({ directory, clock: Date, log: SILENT, limits: LIMITS });
  await take(spool, `${run}KEPT`, { size: 700, recipients: 1 });
  note({ kind: "may", queueId: `${run}KEPT`, states: ["held/operator/0"] });
  for (let number = 1; number <= Number(process.env.RELAY_GROUPS ?? 8); number++) {
    const group = `${run}G${number}`;
    await Promise.all([
      take(spool, `${group}ONE`, { size: 900, recipients: 1 }),
      take(spool, `${group}TWO`, { size: 1_800, recipients: 2 }),
      take(spool, `${group}BIG`, { size: 4_000, recipients: 2 }),
      take(spool, `${group}OTHER`, { size: 3_000, recipients: 1 }).then(() =>
        attempt(spool, `${group}OTHER`, { id: 0, event: DELIVERED, states: "gone" }),
      ),
      vanish(spool, `${group}GHOST`, 3_000),
    ]);
    await deliverSome(spool, group);
    if (number % 4 !== 0) await giveUpSome(spool, group);
  }
  await spool.close();
}

void main();
