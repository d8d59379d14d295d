import type { Logger } from "pino";
import { FollowedPair, loadCertificate, type TlsIdentity } from "../certificates";
import { buildControlApi, type ControlApiApp, type ControlApiParts, showCertificate } from "../control-api";
import { descriptorOf } from "../listening";
import type { ApiAddress, RelayOptions, TlsFiles } from "../options";
import type { OnStop } from "./on-stop";
import { StartError } from "./start-error";

/** The control API that answers. */
export interface OpenControlApi {
  /** `http://127.0.0.1:8025`, with the real port. */
  readonly url: string;
  /** Descriptor that it listens on. */
  readonly descriptor: () => number;
  /** Reads the files of its certificate again. */
  reload(): Promise<void>;
}

export interface ControlApiSurroundings {
  readonly options: RelayOptions;
  readonly log: Logger;
  readonly onStop: OnStop;
  /** A descriptor that listens already; undefined: it is opened at the address of the options. */
  readonly inherited?: number | undefined;
}

/** @throws StartError when its certificate cannot be used, or its address cannot be listened on */
export async function openControlApi(
  parts: ControlApiParts,
  { options, log, onStop, inherited }: ControlApiSurroundings,
): Promise<OpenControlApi> {
  const tls = options.apiTls === null ? null : await loadApiTls(options.apiTls, options);
  const api = await buildControlApi(parts, { logger: log, tls });
  onStop(() => closeApi(api));
  const place = inherited === undefined ? options.api : { host: options.api.host, fd: inherited };
  const url = await listenApi(options.api, () => api.listen(place), tls);
  const pair = tls === null ? null : followApiPair({ options, current: tls, api, log });
  onStop(() => pair?.close());
  return { url, descriptor: () => descriptorOf(api.server), reload: async () => pair?.reload() };
}

/** Milliseconds between two looks for connections that have nothing more to answer. */
const IDLE_POLL = 20;

// A connection that is busy when closing begins is kept by its client afterwards, for a minute and more.
async function closeApi(api: ControlApiApp): Promise<void> {
  const timer = setInterval(() => api.server.closeIdleConnections(), IDLE_POLL);
  try {
    await api.close();
  } finally {
    clearInterval(timer);
  }
}

/** Reads the pair of the control API. @throws StartError when it cannot be used */
export async function loadApiTls(files: TlsFiles, { dataDir, hostName }: RelayOptions): Promise<TlsIdentity> {
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
  listen: () => Promise<string>,
  tls: TlsIdentity | null,
): Promise<string> {
  try {
    const url = new URL(await listen());
    return `${tls === null ? "http" : "https"}://${url.host}`;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
    if (code !== "EADDRINUSE") throw new StartError("RELAY_OPTION_INVALID", `--api ${address}: ${message}`, { cause });
    const detail = `The control API cannot listen on ${address}: another program does. Stop it, or choose another --api.`;
    throw new StartError("RELAY_PORT_IN_USE", detail, { cause });
  }
}
