import type { Logger } from "pino";
import { formatBinding } from "../../model";
import { hashPassword, verifyPassword } from "../identity";
import { type InheritedSocket, ListeningSockets } from "../listening";
import type { RelayOptions } from "../options";
import type { HostReservation } from "../store";
import { closeAll } from "./close-all";
import { createLog } from "./create-log";
import { followStore } from "./follow-store";
import { hostFacts } from "./host-facts";
import { joinConfiguration } from "./join-configuration";
import { openControlApi } from "./open-control-api";
import { openParts } from "./open-parts";

/** A relay host that answers. */
export interface RunningRelay {
  /** `http://127.0.0.1:8025`, with the real port. */
  readonly apiUrl: string;
  /** `address:port` of every open SMTP listener. */
  readonly smtp: () => readonly string[];
  /** File of the first admin token, if this start made one. */
  readonly adminTokenFile: string | null;
  /** Reads certificates again. */
  reload(): Promise<void>;
  /** Descriptor of the control API. */
  readonly apiDescriptor: () => number;
  /** Finishes what is in DATA, writes what is waiting, closes. */
  stop(how?: StopOptions): Promise<void>;
}

export interface StopOptions {
  /** Milliseconds that sessions and deliveries may take to finish. @default the host's stopTimeout */
  readonly graceMs?: number;
  /** Whether SMTP clients that come meanwhile are refused, or wait for whoever serves the sockets next. @default "closed" */
  readonly sockets?: "closed" | "held";
}

/** What a host may find when it starts. */
export interface Surroundings {
  readonly log?: Logger;
  /** SMTP sockets that may be open already. */
  readonly sockets?: ListeningSockets;
  /** Those of another process, to go on with once everything else is open. */
  readonly inherited?: readonly InheritedSocket[];
  /** Descriptor on which the control API listens already. */
  readonly apiDescriptor?: number | undefined;
  readonly reservation?: HostReservation | undefined;
}

/**
 * Builds and joins every part of a host. What was opened is closed again when a later part fails.
 * @throws StartError, StoreError
 */
export async function startRelay(options: RelayOptions, surroundings: Surroundings = {}): Promise<RunningRelay> {
  const closers: ((how: Required<StopOptions>) => Promise<void> | void)[] = [];
  const stop = async ({ graceMs = options.stopTimeout, sockets = "closed" }: StopOptions = {}): Promise<void> => {
    await closeAll(closers.splice(0).map((close) => () => close({ graceMs, sockets })));
  };
  try {
    return { ...(await assemble(options, surroundings, (close) => closers.push(close))), stop };
  } catch (error) {
    // What it failed on says more than what did not close after it.
    await stop({ sockets: "held" }).catch(() => undefined);
    throw error;
  }
}

type OnStopHow = (close: (how: Required<StopOptions>) => Promise<void> | void) => void;

async function assemble(
  options: RelayOptions,
  {
    log = createLog(options),
    sockets = new ListeningSockets(),
    inherited = [],
    apiDescriptor,
    reservation,
  }: Surroundings,
  onStop: OnStopHow,
): Promise<Omit<RunningRelay, "stop">> {
  const startedAt = Date.now();
  const opened = await openParts({ options, log, onStop, reservation });
  const { adminTokenFile, store, spool, certificates, usage, refusals, loopDelay } = opened;
  await sockets.adopt(inherited);
  const { configuration, smtp, delivery, notifications } = joinConfiguration({ options, log, sockets, ...opened });
  onStop(() => notifications.close());
  onStop(async ({ graceMs, sockets: held }) => {
    await Promise.all([smtp.close({ graceMs, sockets: held }), delivery.stop({ graceMs })]);
  });
  onStop(() => configuration.close());
  const host = hostFacts({
    options,
    startedAt,
    smtp,
    certificates,
    loopDelay,
    snapshot: () => configuration.current,
  });
  const passwords = { hash: hashPassword, verify: verifyPassword };
  const { tracking, counters, watch } = opened;
  const watched = { queue: spool, delivery, certificates, usage, refusals, host, tracking, counters, watch };
  const parts = { store, configuration, passwords, ...watched, now: Date.now };
  const api = await openControlApi(parts, { options, log, onStop, inherited: apiDescriptor });
  followStore({ store, configuration, log });
  const applied = await configuration.apply(store.state);
  for (const { message } of applied.problems) log.error({ revision: applied.revision }, message);
  const reload = async () => {
    await certificates.reload();
    await api.reload();
  };
  const smtpText = () => smtp.listeners().map(formatBinding);
  return { apiUrl: api.url, smtp: smtpText, adminTokenFile, reload, apiDescriptor: api.descriptor };
}
