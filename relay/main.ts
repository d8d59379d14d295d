import { once } from "node:events";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import {
  buildSnapshot,
  type ErrorCode,
  formatBinding,
  formatIpRange,
  intersectRanges,
  knownIpRange,
  type Snapshot,
  timeSpanSeconds,
  TRANSPORT_CONFIG_ID,
} from "../model";
import {
  type CertificateSource,
  CertificateStore,
  FollowedPair,
  loadCertificate,
  ownCertificate,
  type TlsIdentity,
} from "./certificates";
import { buildControlApi, certificateFacts, type ControlApiApp, type HostFacts, showCertificate } from "./control-api";
import { type Delivery, isOwnEndpoint, startDelivery } from "./delivery";
import { ActiveConfiguration } from "./hot-apply";
import { createCredentialVerifier, type Directory, hashPassword, openDirectory, verifyPassword } from "./identity";
import type { ApiAddress, RelayOptions, TlsFiles } from "./options";
import { RefusalLog } from "./refusals";
import { createSmtpService, type SmtpService } from "./session";
import { openSpool, type Spool } from "./spool";
import { acquireHostLock, type ConfigStore, ensureFirstAdminToken, openConfigStore, StoreError } from "./store";
import { openUsage, type Usage } from "./usage";

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

/** The host cannot start as asked; the message is for the operator. */
export class StartError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
    this.code = code;
  }
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

/** Says how to close what was just opened; called in reverse order. */
type OnStop = (close: () => Promise<void> | void) => void;

async function assemble(options: RelayOptions, log: Logger, onStop: OnStop): Promise<Omit<RunningRelay, "stop">> {
  const startedAt = Date.now();
  const { adminTokenFile, ...opened } = await openParts(options, log, onStop);
  const { store, spool, certificates, usage, refusals } = opened;
  const { configuration, smtp, delivery } = joinConfiguration({ options, log, ...opened });
  onStop(() => delivery.stop({ graceMs: options.stopTimeout }));
  onStop(() => smtp.close({ graceMs: options.stopTimeout }));
  onStop(() => configuration.close());
  const host = hostFacts({ options, startedAt, smtp, certificates, snapshot: () => configuration.current });
  const passwords = { hash: hashPassword, verify: verifyPassword };
  const watched = { queue: spool, delivery, certificates, usage, refusals, host };
  const parts = { store, configuration, passwords, ...watched, now: Date.now };
  const apiTls = options.apiTls === null ? null : await loadApiTls(options.apiTls, options);
  const api = await buildControlApi(parts, { logger: log, tls: apiTls });
  onStop(() => api.close());
  const apiUrl = await listenApi(options.api, api.listen.bind(api), apiTls);
  const applied = await configuration.apply(store.state);
  for (const { message } of applied.problems) log.error({ revision: applied.revision }, message);
  const apiPair = apiTls === null ? null : followApiPair({ options, current: apiTls, api, log });
  onStop(() => apiPair?.close());
  const reload = async () => {
    await certificates.reload();
    await apiPair?.reload();
  };
  return { apiUrl, smtp: () => smtp.listeners().map(formatBinding), adminTokenFile, reload };
}

/** Everything that is kept in the data directory, and the directory of accounts. */
async function openParts(options: RelayOptions, log: Logger, onStop: OnStop) {
  const { dataDir } = options;
  const lock = acquireHostLock(dataDir);
  onStop(() => lock.release());
  const store = await openConfigStore({ dataDir });
  onStop(() => store.close());
  const adminTokenFile = await beginStore(store, options, log);
  const spool = await openSpool({ directory: join(dataDir, "spool"), clock: { now: Date.now }, log });
  onStop(() => spool.close());
  const certificates = await openCertificates(options, log);
  onStop(() => certificates.close());
  const refusals = openRefusals(options, log);
  onStop(() => refusals.close());
  const directory = await connectDirectory(options, log);
  onStop(() => directory?.close());
  const usage = await openUsage({ directory: dataDir, clock: Date.now, log });
  onStop(() => usage.close());
  return { adminTokenFile, store, spool, certificates, refusals, directory, usage };
}

/** Makes a brand-new store ready for its first client. Answers with the file of the first token, if one was made. */
async function beginStore(store: ConfigStore, options: RelayOptions, log: Logger): Promise<string | null> {
  const isNew = (await store.tokens.list()).length === 0;
  if (isNew && options.initialTrustedProxies.length > 0) await trustProxies(store, options.initialTrustedProxies);
  const first = await ensureFirstAdminToken({
    tokens: store.tokens,
    dataDir: options.dataDir,
    chosen: options.adminToken ?? undefined,
  });
  const { sequence, hash } = await store.auditHead();
  log.info(
    { installation: store.installation, revision: store.state.revision, auditHead: { sequence, hash } },
    "store open",
  );
  if (first.outcome !== "made") return null;
  log.info({ file: first.path }, "the first admin token is in this file");
  return first.path;
}

async function trustProxies(store: ConfigStore, trustedProxies: readonly string[]): Promise<void> {
  const settings = { ...store.state.transportConfig.settings, trustedProxies };
  const target = {
    kind: "TransportConfig",
    id: TRANSPORT_CONFIG_ID,
    ifMatch: null,
    ownerToken: null,
    stack: null,
  } as const;
  const actor = { tokenId: "installation", tokenName: "installation", scopes: ["admin"], stackPattern: null } as const;
  const result = await store.write(
    { ...target, action: "update", settings, revokeEntries: [] },
    { actor, run: null, commit: null, program: "relayctl serve", now: Date.now() },
  );
  if (!result.ok) throw new StartError(result.problem.code, `--initial-trusted-proxies: ${result.problem.detail}`);
}

interface JoinOptions {
  readonly options: RelayOptions;
  readonly log: Logger;
  readonly store: ConfigStore;
  readonly spool: Spool;
  readonly certificates: CertificateStore;
  readonly directory: Directory | null;
  readonly usage: Usage;
  readonly refusals: RefusalLog;
}

/** The configuration drives the listeners, and every session asks for the configuration in force. */
function joinConfiguration({ options, log, store, spool, certificates, directory, usage, refusals }: JoinOptions) {
  const { secrets } = store;
  const configuration: ActiveConfiguration = new ActiveConfiguration(
    {
      buildSnapshot,
      listeners: { apply: (snapshot) => smtp.apply(snapshot) },
      // Looking up the routes of all waiting mail is worth it only when there may be other ones.
      onSwapped: (now, before) => {
        const areSame = now.sendConnectors === before.sendConnectors && now.acceptedDomains === before.acceptedDomains;
        if (!areSame) delivery.routesChanged();
        usage.follow(store.state);
      },
      now: Date.now,
    },
    store.state,
  );
  const currentSnapshot = () => configuration.current;
  const smtp: SmtpService = createSmtpService({
    currentSnapshot,
    spool,
    certificates,
    hostname: options.hostName,
    protocolLogDir: join(options.dataDir, "protocol-log"),
    protocolLogLimits: options.protocolLog,
    refusals,
    verifyCredentials: createCredentialVerifier({
      currentSnapshot,
      passwordHashes: secrets.passwordHashes,
      directory,
      clock: Date.now,
      log,
    }),
    log,
    clock: Date.now,
    ...(options.usage === "on" ? { usage: usage.sessions } : {}),
    trustedProxies: options.trustedProxies?.map(knownIpRange) ?? null,
  });
  const delivery: Delivery = startDelivery({
    spool,
    routeRecipient: (domain) => configuration.current.routes.route(domain),
    hostname: options.hostName,
    clock: { now: Date.now },
    log,
    random: Math.random,
    sendConnectorPassword: (id) => secrets.sendConnectorPassword(id),
    isOwnEndpoint: (address, port) => isOwnEndpoint(address, port, smtp.listeners()),
    messageExpiration: () => timeSpanSeconds(configuration.current.transport.messageExpiration) * 1000,
  });
  return { configuration, smtp, delivery };
}

interface HostFactsOptions {
  readonly options: RelayOptions;
  readonly startedAt: number;
  readonly smtp: SmtpService;
  readonly certificates: CertificateStore;
  readonly snapshot: () => Snapshot;
}

function hostFacts({ options, startedAt, smtp, certificates, snapshot }: HostFactsOptions): HostFacts {
  return {
    hostName: options.hostName,
    version: options.version,
    startedAt,
    certificate: () => certificateFacts(certificates.fallback.cert, options.smtpTls === null ? "self-made" : "given"),
    listening: () => smtp.listeners().map(formatBinding),
    trustedProxies: () => narrow(snapshot().transport.trustedProxies, options.trustedProxies),
    sessions: () => Object.values(smtp.stats().sessions).reduce((sum, count) => sum + count, 0),
  };
}

function narrow(configured: readonly string[], narrowing: readonly string[] | null): readonly string[] {
  if (narrowing === null) return configured;
  return intersectRanges(configured.map(knownIpRange), narrowing.map(knownIpRange)).map(formatIpRange);
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

async function loadApiTls(files: TlsFiles, { dataDir, hostName }: RelayOptions): Promise<TlsIdentity> {
  try {
    return await loadCertificate({ dataDir, hostname: hostName, ...files, now: Date.now() });
  } catch (cause) {
    throw new StartError("RELAY_OPTION_INVALID", (cause as Error).message, { cause });
  }
}

interface ApiPairOptions {
  readonly options: RelayOptions;
  readonly current: TlsIdentity;
  readonly api: ControlApiApp;
  readonly log: Logger;
}

/** New connections to the control API see the certificate that its files hold by then. */
function followApiPair({ options, current, api, log }: ApiPairOptions): FollowedPair {
  const source = { label: "--api-tls-cert", origin: "option", ...(options.apiTls as TlsFiles) } as const;
  return new FollowedPair({ source, current, log, now: Date.now, onChange: (next) => showCertificate(api, next) });
}

async function listenApi(
  { host, port }: ApiAddress,
  listen: (address: ApiAddress) => Promise<string>,
  tls: TlsIdentity | null,
): Promise<string> {
  try {
    const url = new URL(await listen({ host, port }));
    return `${tls === null ? "http" : "https"}://${url.host}`;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
    if (code !== "EADDRINUSE") throw new StartError("RELAY_OPTION_INVALID", `--api ${address}: ${message}`, { cause });
    const detail = `The control API cannot listen on ${address}: another program does. Stop it, or choose another --api.`;
    throw new StartError("RELAY_PORT_IN_USE", detail, { cause });
  }
}

/** JSON lines on stderr, written at once: the last line before an end is the one that matters. */
function createLog({ logLevel }: RelayOptions): Logger {
  return pino(
    { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Runs a host until SIGTERM or SIGINT; SIGHUP reads its certificates again. Answers with the exit code: 0 after a clean stop, 2 when it cannot start as asked. */
export async function runRelay(options: RelayOptions): Promise<number> {
  const log = createLog(options);
  try {
    const relay = await startRelay(options, log);
    process.stdout.write(`${readyLine(relay)}\n`);
    const reload = () => void relay.reload();
    process.on("SIGHUP", reload);
    log.info({ signal: await stopSignal() }, "stopping");
    process.removeListener("SIGHUP", reload);
    await relay.stop();
    log.info({}, "stopped");
    return 0;
  } catch (error) {
    if (!(error instanceof StartError || error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message} (${error.code})\n`);
    return 2;
  }
}

/** The first signal to stop; a second one ends the process at once, as the system does by itself. */
async function stopSignal(): Promise<NodeJS.Signals> {
  const others = new AbortController();
  const signals: readonly NodeJS.Signals[] = ["SIGTERM", "SIGINT"];
  const first = await Promise.race(signals.map((name) => once(process, name, others).then(() => name)));
  others.abort();
  return first;
}

function readyLine({ apiUrl, smtp, adminTokenFile }: RunningRelay): string {
  const token = adminTokenFile === null ? "" : ` admin-token=${adminTokenFile}`;
  return `ready api=${apiUrl} smtp=${smtp().join(",") || "none"}${token}`;
}
