import type { SnapshotSendConnector } from "../../model";
import { retryDelay, retryLawOf } from "../queue";
import type { ClaimedRecipient, DueMessage, RecipientOutcome } from "../spool";
import { withDefaults, type DeliveryOptions } from "./delivery-options";
import type { DeliveryStats } from "./delivery-stats";
import type { SendResult } from "./hop-connection";
import { backOffOf } from "./host-health";
import type { Job } from "./job-line";
import { LateJobs } from "./late-jobs";
import { exchangeHops, smartHostTiers } from "./next-hops";
import { answerFor, outcomesOf } from "./outcomes";
import { PoolRegistry } from "./pool-registry";
import { type EndedAttempt, RouteLane } from "./route-lane";
import { Settlements } from "./settlements";
import { domainOf, laneKey, sortByRoute, type RoutedJob } from "./sort-by-route";
import { statsOf } from "./stats-of";

export interface Delivery {
  /** The configuration in force changed: looks up the route of all waiting mail again, also of mail that had none. */
  routesChanged(): void;
  stats(): DeliveryStats;
  /** Begins nothing more and gives transactions that go on `graceMs` to end; then cuts them. */
  stop(options: { readonly graceMs: number }): Promise<void>;
}

/** Starts to deliver what the spool holds, and goes on until stopped. */
export function startDelivery(options: DeliveryOptions): Delivery {
  const runner = new DeliveryRunner(withDefaults(options));
  runner.start();
  return runner;
}

// Messages sorted to their routes before the event loop gets its turn.
const DISPATCH_AT_ONCE = 500;
const SWEEP_INTERVAL = 20_000;
// Mail without a route is told of its delay and its end as often as this is looked at; new routes are used at once.
const WITHOUT_ROUTE_INTERVAL = 3_600_000;
// setTimeout's longest delay; a timer that wakes too early just sleeps again.
const LONGEST_DELAY = 2 ** 31 - 1;
const NO_ROUTE = "No send connector has an address space for this domain.";

class DeliveryRunner implements Delivery {
  readonly #options: Required<DeliveryOptions>;
  readonly #pools: PoolRegistry;
  readonly #counters = { delivered: 0, deferred: 0, failed: 0, possibleDuplicates: 0 };
  readonly #settlements: Settlements;
  readonly #late = new LateJobs();
  readonly #domainsWithoutRoute = new Set<string>();
  /** By send connector, and by domain where DNS says the hosts. */
  readonly #lanes = new Map<string, RouteLane>();
  #inFlight = 0;
  #dispatch: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #withoutRouteSeen = 0;
  #stopped = false;
  #onQuiet: () => void = () => undefined;

  constructor(options: Required<DeliveryOptions>) {
    this.#options = options;
    this.#pools = new PoolRegistry(options);
    const { spool, notices, clock, delayNotificationTimeout: delayAfter, messageExpiration: expiresAfter } = options;
    this.#settlements = new Settlements({ claims: spool.claims, notices, clock, delayAfter, expiresAfter });
    this.#settlements.whenQuiet(() => this.#quietOrNot());
  }

  start(): void {
    this.#withoutRouteSeen = this.#options.clock.now();
    this.#options.spool.claims.onDue(() => this.#wake());
    this.#sweep = setInterval(() => this.#tidy(), SWEEP_INTERVAL);
    this.#sweep.unref();
    this.#wake();
  }

  routesChanged(): void {
    this.#putBackWaiting();
    this.#domainsWithoutRoute.clear();
    this.#options.spool.claims.releaseWithoutRoute();
    this.#wake();
  }

  stats(): DeliveryStats {
    const lanes = [...this.#lanes.values()];
    const stats = statsOf({
      lanes,
      othersInFlight: this.#inFlight - lanes.reduce((sum, lane) => sum + lane.running, 0),
      counters: { ...this.#counters },
      counts: this.#options.spool.counts(),
      now: this.#options.clock.now(),
    });
    return { ...stats, alarms: [...stats.alarms, ...(this.#options.notices?.alarms() ?? [])] };
  }

  async stop({ graceMs }: { readonly graceMs: number }): Promise<void> {
    this.#stopped = true;
    clearImmediate(this.#dispatch);
    clearTimeout(this.#timer);
    clearInterval(this.#sweep);
    this.#putBackWaiting();
    this.#pools.close();
    this.#options.lookup.cancel();
    if (!this.#isQuiet) await this.#untilQuiet(graceMs);
    this.#settlements.stop();
    this.#pools.destroy();
  }

  get #isQuiet(): boolean {
    return this.#inFlight === 0 && this.#settlements.pending === 0;
  }

  #quietOrNot(): void {
    if (this.#isQuiet) this.#onQuiet();
  }

  #untilQuiet(graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#onQuiet = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #putBackWaiting(): void {
    for (const lane of this.#lanes.values()) this.#closeLane(lane);
    this.#lanes.clear();
  }

  #closeLane(lane: RouteLane): void {
    for (const { queueId } of lane.close()) this.#options.spool.claims.putBack(queueId);
  }

  #wake(): void {
    if (this.#stopped) return;
    this.#dispatch ??= setImmediate(() => {
      this.#dispatch = undefined;
      this.#dispatchDue();
    });
  }

  #dispatchDue(): void {
    const { claims } = this.#options.spool;
    const now = this.#options.clock.now();
    const touched = new Set<RouteLane>();
    for (let taken = 0; ; taken++) {
      const due = taken < DISPATCH_AT_ONCE ? claims.takeDue(now) : undefined;
      if (due === undefined) break;
      this.#sort(due, touched);
    }
    for (const lane of touched) lane.pump();
    this.#wakeAt(claims.nextDueAt(), now);
  }

  #wakeAt(at: number | undefined, now: number): void {
    clearTimeout(this.#timer);
    if (at === undefined) return;
    if (at <= now) return this.#wake();
    this.#timer = setTimeout(() => this.#wake(), Math.min(at - now, LONGEST_DELAY));
  }

  #sort(due: DueMessage, touched: Set<RouteLane>): void {
    const { routed, withoutRoute } = sortByRoute(due, this.#options.routeRecipient);
    for (const routedJob of routed) {
      const lane = this.#lane(routedJob);
      lane.add(routedJob.job);
      touched.add(lane);
    }
    if (withoutRoute.length > 0) this.#holdWithoutRoute(due, withoutRoute);
  }

  #holdWithoutRoute({ queueId, lifetimeFrom }: DueMessage, recipients: readonly ClaimedRecipient[]): void {
    for (const domain of recipients.map(({ address }) => domainOf(address))) {
      if (this.#domainsWithoutRoute.has(domain) || this.#domainsWithoutRoute.size >= 1_000) continue;
      this.#domainsWithoutRoute.add(domain);
      this.#options.log.error({ domain, queueId }, "no send connector serves this domain: its mail is held");
    }
    const event = { type: "no-route", reply: NO_ROUTE } as const;
    const isOver = this.#isExpired(lifetimeFrom);
    const told = recipients.map(({ address }) => ({ address, event }));
    this.#options.watch.attempted({ queueId, connector: null, nextHop: null, seconds: null, recipients: told });
    // Whoever is told of the end is settled later: nobody may begin with the message again meanwhile.
    const ids = recipients.map(({ recipientId }) => recipientId);
    const settled = isOver ? this.#options.spool.claims.lease(queueId, ids) : recipients;
    const outcomes = settled.map((recipient) => answerFor(recipient, event));
    this.#settlements.settle({ queueId, lifetimeFrom, recipients, outcomes, host: null, isOver });
  }

  #isExpired(lifetimeFrom: number): boolean {
    return this.#options.clock.now() - lifetimeFrom >= this.#options.messageExpiration();
  }

  #lane({ connector, domain }: RoutedJob): RouteLane {
    const key = laneKey(connector, domain);
    const known = this.#lanes.get(key);
    if (known !== undefined && isSameRoute(known.connector, connector)) return known;
    if (known !== undefined) this.#closeLane(known);
    const lane = this.#makeLane({ connector, domain });
    this.#lanes.set(key, lane);
    return lane;
  }

  #makeLane({ connector, domain }: Omit<RoutedJob, "job">): RouteLane {
    const { spool, clock, random } = this.#options;
    const parts = { connector, pools: this.#pools, options: this.#options };
    const backOff = this.#options.backOff ?? backOffOf(connector.settings);
    return new RouteLane({
      connector,
      domain,
      nextHops: () => (domain === null ? { kind: "hosts", tiers: smartHostTiers(parts) } : exchangeHops(domain, parts)),
      backOff,
      now: () => clock.now(),
      random,
      lease: (job) => this.#lease(job),
      content: ({ queueId }) => spool.claims.content(queueId),
      settle: (job, attempt) => this.#settle(job, { ...attempt, connector }),
      onHeld: (held, until) => this.#routeHeld(held, until),
    });
  }

  #lease(job: Job): readonly ClaimedRecipient[] {
    const recipients = this.#options.spool.claims.lease(job.queueId, job.recipientIds);
    if (recipients.length > 0) this.#inFlight++;
    return recipients;
  }

  #settle({ queueId, lifetimeFrom }: Job, attempt: RoutedAttempt): void {
    const { recipients, result, connector } = attempt;
    this.#inFlight--;
    const { clock, random } = this.#options;
    const now = clock.now();
    const retry = this.#options.retry ?? retryLawOf(connector.settings);
    const outcomes = outcomesOf(result, {
      recipients,
      expired: this.#isExpired(lifetimeFrom),
      nextAttemptAt: (attempts) => now + retryDelay(retry, { attempts, random: random() }),
    });
    this.#count(
      result,
      outcomes.map(({ event }) => event.type),
    );
    if (result.kind !== "sent" && result.kind !== "stale") {
      this.#options.log.warn({ queueId, result }, "a message was not delivered");
    }
    this.#tell(queueId, attempt, outcomes);
    const owesWord = result.kind === "sent" && result.owesWord;
    this.#settlements.settle({ queueId, lifetimeFrom, recipients, outcomes, host: speakerOf(attempt), owesWord });
    this.#quietOrNot();
  }

  #tell(
    queueId: string,
    { recipients, nextHop, seconds, connector }: Omit<RoutedAttempt, "result">,
    outcomes: readonly RecipientOutcome[],
  ): void {
    const addresses = new Map(recipients.map(({ recipientId, address }) => [recipientId, address]));
    const told = outcomes.map(({ recipientId, event }) => ({ address: addresses.get(recipientId) ?? "", event }));
    this.#options.watch.attempted({ queueId, connector: connector.name, nextHop, seconds, recipients: told });
  }

  #count(result: SendResult, types: readonly string[]): void {
    if (result.kind === "deferred" && result.ambiguous) this.#counters.possibleDuplicates++;
    for (const type of types) {
      if (type === "delivered" || type === "deferred" || type === "failed") this.#counters[type]++;
    }
  }

  /** Mail must not outlive its lifetime behind a dead route. */
  #routeHeld(lane: RouteLane, until: number): void {
    const { clock, log, messageExpiration } = this.#options;
    const { connector, domain, faults } = lane;
    log.warn({ sendConnector: connector.name, domain, until, faults }, "no host works: the route is held");
    for (const job of lane.takeOlder(clock.now() - messageExpiration())) this.#expire(job, lane);
  }

  #expire({ queueId, lifetimeFrom, recipientIds }: Job, { connector, faults }: RouteLane): void {
    const { claims } = this.#options.spool;
    const event = { type: "expired", reply: faults[0] ?? "The route was held." } as const;
    const recipients = claims.lease(queueId, recipientIds);
    const outcomes = recipients.map((recipient) => answerFor(recipient, event));
    const attempt = { recipients, connector, nextHop: null, seconds: null };
    this.#tell(queueId, attempt, outcomes);
    this.#settlements.settle({ queueId, lifetimeFrom, recipients, outcomes, host: null });
  }

  /** Mail that waits in line for a host, or for a route, is told of like mail that was tried. */
  #lookAtWaiting(): void {
    const { clock, delayNotificationTimeout, spool } = this.#options;
    const now = clock.now();
    const before = now - delayNotificationTimeout();
    for (const lane of this.#lanes.values()) {
      for (const job of this.#late.of(lane, { before, now })) {
        if (this.#settlements.isBusy) break;
        this.#late.look(job, now);
        const { queueId, lifetimeFrom } = job;
        this.#settlements.tellDelay({ queueId, lifetimeFrom, host: null }, lane.faults[0] ?? null);
      }
    }
    if (now - this.#withoutRouteSeen < WITHOUT_ROUTE_INTERVAL) return;
    this.#withoutRouteSeen = now;
    spool.claims.releaseWithoutRoute();
  }

  /** Forgets domains that nobody writes to just now, and hosts that nobody needs. */
  #tidy(): void {
    this.#lookAtWaiting();
    for (const [key, lane] of this.#lanes) {
      if (lane.domain === null || !lane.isQuiet) continue;
      lane.close();
      this.#lanes.delete(key);
    }
    this.#pools.forgetUnused(new Set([...this.#lanes.values()].flatMap((lane) => lane.pools)));
  }
}

type RoutedAttempt = EndedAttempt & { readonly connector: SnapshotSendConnector };

/** The host that said what there is to tell; its port tells nobody anything. */
function speakerOf({ nextHop, result }: Pick<EndedAttempt, "nextHop" | "result">): string | null {
  if (nextHop === null || (result.kind === "failed" && result.isOurs === true)) return null;
  return nextHop.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}

function isSameRoute(one: SnapshotSendConnector, other: SnapshotSendConnector): boolean {
  if (one === other) return true;
  return one.secretVersion === other.secretVersion && JSON.stringify(one.settings) === JSON.stringify(other.settings);
}
