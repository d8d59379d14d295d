import type { Logger } from "pino";
import { formatBinding } from "../../model";
import { hashPassword, verifyPassword } from "../identity";
import type { RelayOptions } from "../options";
import { createLog } from "./create-log";
import { hostFacts } from "./host-facts";
import { joinConfiguration } from "./join-configuration";
import type { OnStop } from "./on-stop";
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
  /** Stops accepting, finishes what is in DATA, writes what is waiting, closes. */
  stop(): Promise<void>;
}

/**
 * Builds and joins every part of a host. What was opened is closed again when a later part fails.
 * @throws StartError, StoreError
 */
export async function startRelay(options: RelayOptions, log: Logger = createLog(options)): Promise<RunningRelay> {
  const closers: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await assemble(options, log, (close) => closers.push(close))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(options: RelayOptions, log: Logger, onStop: OnStop): Promise<Omit<RunningRelay, "stop">> {
  const startedAt = Date.now();
  const opened = await openParts(options, log, onStop);
  const { adminTokenFile, store, spool, certificates, usage, refusals, loopDelay } = opened;
  const { configuration, smtp, delivery } = joinConfiguration({ options, log, ...opened });
  onStop(() => delivery.stop({ graceMs: options.stopTimeout }));
  onStop(() => smtp.close({ graceMs: options.stopTimeout }));
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
  const api = await openControlApi(parts, { options, log, onStop });
  const applied = await configuration.apply(store.state);
  for (const { message } of applied.problems) log.error({ revision: applied.revision }, message);
  const reload = async () => {
    await certificates.reload();
    await api.reload();
  };
  return { apiUrl: api.url, smtp: () => smtp.listeners().map(formatBinding), adminTokenFile, reload };
}
