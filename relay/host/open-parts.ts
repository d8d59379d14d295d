import { join } from "node:path";
import type { Logger } from "pino";
import { type CertificateSource, CertificateStore, ownCertificate } from "../certificates";
import { type Directory, openDirectory } from "../identity";
import { type HostCounters, LoopDelay } from "../metrics";
import type { RelayOptions } from "../options";
import { RefusalLog } from "../refusals";
import type { Spool } from "../spool";
import { acquireHostLock, type ConfigStore, type ConfigStoreOptions, openConfigStore } from "../store";
import type { HostReservation } from "../store";
import type { TrackingLog } from "../tracking";
import { openUsage, type Usage } from "../usage";
import { beginStore } from "./begin-store";
import type { OnStop } from "./on-stop";
import { openMailSpool } from "./open-mail-spool";
import { StartError } from "./start-error";
import { type HostWatch, openCounters, openTracking, watchHost } from "./watch-host";

/** What a host is joined from. */
export interface OpenParts {
  /** File of the first admin token, if this start made one. */
  readonly adminTokenFile: string | null;
  readonly store: ConfigStore;
  readonly spool: Spool;
  readonly certificates: CertificateStore;
  readonly refusals: RefusalLog;
  readonly directory: Directory | null;
  readonly usage: Usage;
  readonly counters: HostCounters;
  readonly loopDelay: LoopDelay;
  readonly tracking: TrackingLog | null;
  readonly watch: HostWatch;
}

export interface OpenOptions {
  readonly options: RelayOptions;
  readonly log: Logger;
  readonly onStop: OnStop;
  /** Of the data directory; undefined: it is not reserved. */
  readonly reservation?: HostReservation | undefined;
}

/** Everything that is kept in the data directory, and the directory of accounts. */
export async function openParts({ options, log, onStop, reservation }: OpenOptions): Promise<OpenParts> {
  const { dataDir } = options;
  const lock = reservation?.acquire() ?? acquireHostLock(dataDir);
  onStop(() => lock.release());
  const store = await openConfigStore(storeOptions(options));
  onStop(() => store.close());
  const adminTokenFile = await beginStore(store, options, log);
  const spool = await openMailSpool(options, log);
  onStop(() => spool.close());
  const certificates = await openCertificates(options, log);
  onStop(() => certificates.close());
  const refusals = openRefusals(options, log);
  onStop(() => refusals.close());
  const directory = await connectDirectory(options, log);
  onStop(() => directory?.close());
  const usage = await openUsage({ directory: dataDir, clock: Date.now, log });
  onStop(() => usage.close());
  const watching = openWatching(options, { store, log, onStop });
  return { adminTokenFile, store, spool, certificates, refusals, directory, usage, ...watching };
}

function storeOptions({ dataDir, store, hostName, version }: RelayOptions): ConfigStoreOptions {
  const { shared, secretsKeyFile } = store;
  return {
    dataDir,
    ...(secretsKeyFile === null ? {} : { secretsKeyFile }),
    ...(shared === null ? {} : { shared: { address: shared, host: { name: hostName, version } } }),
  };
}

interface Surroundings {
  readonly store: ConfigStore;
  readonly log: Logger;
  readonly onStop: OnStop;
}

function openWatching(options: RelayOptions, { store, log, onStop }: Surroundings) {
  const counters = openCounters(() => store.state);
  const loopDelay = new LoopDelay();
  onStop(() => loopDelay.close());
  const tracking = options.tracking === null ? null : openTracking(options, options.tracking, log);
  onStop(() => tracking?.close());
  return { counters, loopDelay, tracking, watch: watchHost({ counters, tracking, log }) };
}

function openRefusals({ dataDir, refusals: limits }: RelayOptions, log: Logger): RefusalLog {
  const onError = (error: Error) => log.error({ err: error }, "refusals cannot be kept");
  return new RefusalLog({ directory: join(dataDir, "refusals"), limits, now: Date.now, onError });
}

async function openCertificates(options: RelayOptions, log: Logger): Promise<CertificateStore> {
  const { dataDir, hostName, smtpTls, clientCaFile } = options;
  const now = Date.now;
  try {
    const fallback: CertificateSource =
      smtpTls === null
        ? await ownCertificate({ dataDir, hostname: hostName, now: now() })
        : { label: "--smtp-tls-cert", origin: "option", ...smtpTls };
    return await CertificateStore.open({
      directory: join(dataDir, "certificates"),
      fallback,
      clientCaFile,
      hostName,
      log,
      now,
    });
  } catch (cause) {
    throw new StartError("RELAY_OPTION_INVALID", (cause as Error).message, { cause });
  }
}

async function connectDirectory({ directory }: RelayOptions, log: Logger): Promise<Directory | null> {
  try {
    return directory === null ? null : await openDirectory(directory, log);
  } catch (cause) {
    throw new StartError("RELAY_OPTION_INVALID", (cause as Error).message, { cause });
  }
}
