import type { PoolConfig } from "pg";
import type { Clock, EventLog, Spool, SpoolFault } from "../spool";
import { BodyStore } from "./body-store";
import { ChangeFeed } from "./change-feed";
import { ClaimLoop } from "./claim-loop";
import { ClaimedQueue } from "./claimed-queue";
import { databaseFault } from "./database-fault";
import { followChange } from "./follow-change";
import { followMissed } from "./follow-missed";
import { HostLease } from "./host-lease";
import { messageContent } from "./message-content";
import { OutcomeBook } from "./outcome-book";
import { QueueWatch } from "./queue-watch";
import { sharedDesk } from "./shared-desk";
import { SharedIntake } from "./shared-intake";
import { DEFAULT_SHARED_SPOOL_LIMITS, type SharedSpoolLimits } from "./shared-spool-limits";
import { SpoolDatabase } from "./spool-database";

export interface SharedSpoolOptions {
  /** Of a PostgreSQL database (15 or newer) that any number of hosts share. */
  readonly connection: PoolConfig;
  /** Name of this host, for people. */
  readonly hostName: string;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly limits?: Partial<SharedSpoolLimits>;
}

/**
 * Opens the spool that several hosts share: any of them takes mail, any of them delivers it. A `250` means that the
 * database has committed envelope and body.
 * @throws Error when the database does not answer, or is of a newer version
 */
export async function openSharedSpool(options: SharedSpoolOptions): Promise<Spool> {
  const { connection, log } = options;
  const database = new SpoolDatabase(connection, log);
  try {
    await database.migrate();
    if (!(await database.isDurable()))
      log.error({}, "the database does not sync its commits: mail is lost in a power cut");
    return await assemble(options, database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function assemble({ connection, hostName, clock, log, ...rest }: SharedSpoolOptions, database: SpoolDatabase) {
  const limits = { ...DEFAULT_SHARED_SPOOL_LIMITS, ...rest.limits };
  const { run } = database;
  const now = () => clock.now();
  const bodies = new BodyStore(run);
  const lease: HostLease = new HostLease({
    run,
    hostName,
    leaseMs: limits.leaseMs,
    log,
    onHeld: () => claimed.wake(),
    onLost: () => {
      claimed.forgetAll();
      book.forget();
    },
  });
  const book = new OutcomeBook({ database, token: () => lease.id, now, delay: limits.changesDelay, log });
  const claimed = new ClaimedQueue({ book, isHeld: () => lease.isHeld, now });
  const settled = () => book.flush();
  const { claims: limit, claimBatch: batch } = limits;
  const claims = new ClaimLoop({ run, claimed, lease, settled, limit, batch, now, log });
  const faultOf = (error: unknown): SpoolFault => watch.noteFault(databaseFault(error));
  const intake = new SharedIntake({ run, bodies, claimed, lease, limits, faultOf });
  const watch: QueueWatch = new QueueWatch({ run, claims, intake, bodies, now, interval: limits.pollInterval, log });
  const following = { run, claimed, log };
  const follow = (queueId: string) => followChange(queueId, following).then(() => claims.fill());
  const feed = new ChangeFeed({
    connection,
    log,
    onChange: (queueId) => void follow(queueId),
    onListening: () => void followMissed(lease.id, following),
  });
  await lease.begin();
  await watch.start();
  await feed.start();
  return sharedSpool({ database, lease, book, claimed, claims, intake, watch, feed, bodies, follow, now });
}

interface Joined {
  readonly database: SpoolDatabase;
  readonly lease: HostLease;
  readonly book: OutcomeBook;
  readonly claimed: ClaimedQueue;
  readonly claims: ClaimLoop;
  readonly intake: SharedIntake;
  readonly watch: QueueWatch;
  readonly feed: ChangeFeed;
  readonly bodies: BodyStore;
  readonly follow: (queueId: string) => Promise<void>;
  readonly now: () => number;
}

function sharedSpool({ database, lease, book, claimed, claims, intake, watch, feed, ...parts }: Joined): Spool {
  return {
    get accepting() {
      return watch.refusing === null;
    },
    begin: (message) => intake.begin(message),
    ...sharedDesk({ database, claimed, settled: () => book.flush(), ...parts }),
    counts: () => watch.counts(claimed.leased),
    claims: {
      onDue: (listener) => claimed.onDue(listener),
      nextDueAt: () => claimed.nextDueAt(),
      takeDue: (now) => claimed.takeDue(now),
      putBack: (queueId) => claimed.putBack(queueId),
      lease: (queueId, recipientIds) => claimed.lease(queueId, recipientIds),
      waiting: (queueId) => claimed.waiting(queueId),
      content: (queueId) => {
        const entry = claimed.get(queueId);
        return entry === undefined ? undefined : messageContent(entry, parts.bodies);
      },
      settle: (queueId, outcomes) => claimed.settle(queueId, outcomes),
      releaseWithoutRoute: () => void watch.releaseWithoutRoute(),
    },
    close: async () => {
      watch.close();
      await feed.close();
      await intake.drain();
      await claims.idle();
      await book.close();
      await lease.end().catch(() => undefined);
      await database.close();
    },
  };
}
