import type { Logger } from "pino";
import { ListeningSockets, takeInheritedSockets } from "../listening";
import type { RelayOptions } from "../options";
import { type HostReservation, reserveHostLock, StoreError } from "../store";
import { ownInvocation, Predecessor } from "../succession";
import { checkFiles } from "./check-files";
import { createLog } from "./create-log";
import { handOver } from "./hand-over";
import { type HostSignal, SignalQueue } from "./signal-queue";
import { StartError } from "./start-error";
import { type RunningRelay, startRelay, type Surroundings } from "./start-relay";
import { steadyYoungGeneration } from "./steady-young-generation";

/**
 * Runs a host until SIGTERM or SIGINT, or until another process has taken over (SIGUSR2). SIGHUP reads its certificates
 * again. Answers with the exit code: 0 after a clean end, 2 when it cannot start as asked.
 */
export async function runRelay(options: RelayOptions): Promise<number> {
  const log = createLog(options);
  try {
    await new RelayProcess(options, log).run();
    return 0;
  } catch (error) {
    if (!(error instanceof StartError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message} (${error.code})\n`);
    return 2;
  } finally {
    // To a host that this one was to follow; the channel would keep the process.
    if (process.connected) process.disconnect();
  }
}

/** New clients wait no longer than this for messages in DATA and for deliveries, however long those might take otherwise. */
const HAND_OVER_GRACE = 10_000;

class RelayProcess {
  readonly #sockets = new ListeningSockets();
  readonly #signals = new SignalQueue();
  #api: { fd: number; readonly keeper: "host" | "system" } | undefined;

  constructor(
    readonly options: RelayOptions,
    readonly log: Logger,
  ) {}

  async run(): Promise<void> {
    steadyYoungGeneration();
    let relay: RunningRelay | undefined = await this.#begin();
    while (relay !== undefined) {
      const signal = await this.#signals.next();
      if (signal === "SIGHUP") void relay.reload();
      else if (signal === "SIGUSR2") relay = await this.#handOver(relay);
      else return this.#stop(relay, signal);
    }
  }

  async #begin(): Promise<RunningRelay> {
    const { options, log } = this;
    const predecessor = Predecessor.ofThisProcess((client) => this.#sockets.take(client));
    const inherited = takeInheritedSockets(process.env, process.pid);
    this.#api = inherited.find(({ use }) => use === "api");
    const reservation = predecessor === undefined ? undefined : await prepare(options, predecessor);
    const smtp = inherited.filter(({ use }) => use === "smtp");
    const relay = await this.#start({ reservation, inherited: smtp, apiDescriptor: this.#api?.fd });
    process.stdout.write(`${readyLine(relay)}\n`);
    await predecessor?.tell({ type: "serving" });
    if (predecessor !== undefined) log.info({ pid: process.pid }, "took over");
    return relay;
  }

  #start(found: Surroundings, options = this.options): Promise<RunningRelay> {
    return startRelay(options, { log: this.log, sockets: this.#sockets, ...found });
  }

  /** Answers with the host that goes on in this process, if one does. */
  async #handOver(relay: RunningRelay): Promise<RunningRelay | undefined> {
    const { options, log } = this;
    const result = await handOver({
      relay,
      sockets: this.#sockets,
      invocation: ownInvocation(),
      log,
      graceMs: Math.min(options.stopTimeout, HAND_OVER_GRACE),
      apiKeeper: this.#api?.keeper ?? "host",
    });
    if (result.outcome === "done") {
      const stop = this.#signals.stop;
      if (stop !== undefined) result.successor.signal(stop);
      result.successor.leave();
      this.#signals.close();
      return undefined;
    }
    log.error({}, `${result.why} This host goes on.`);
    if (result.outcome === "kept") return relay;
    // Its descriptor was closed with it; the address is the one that clients know.
    this.#api = undefined;
    const port = Number(new URL(relay.apiUrl).port);
    return this.#start({}, { ...options, api: { ...options.api, port } });
  }

  async #stop(relay: RunningRelay, signal: HostSignal): Promise<void> {
    this.log.info({ signal }, "stopping");
    await relay.stop();
    this.log.info({}, "stopped");
  }
}

/** Does what can fail and needs nothing of the other host's, then waits until that has let go. */
async function prepare(options: RelayOptions, predecessor: Predecessor): Promise<HostReservation> {
  await checkFiles(options);
  const reservation = reserveHostLock(options.dataDir);
  await predecessor.tell({ type: "prepared" });
  await predecessor.released();
  return reservation;
}

function readyLine({ apiUrl, smtp, adminTokenFile }: RunningRelay): string {
  const token = adminTokenFile === null ? "" : ` admin-token=${adminTokenFile}`;
  return `ready api=${apiUrl} smtp=${smtp().join(",") || "none"}${token}`;
}
