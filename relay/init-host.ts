import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  defaultConnectors,
  type DefaultsOf,
  type ErrorCode,
  type Failure,
  type Parsed,
  placeDefaultConnector,
  settle,
  TRANSPORT_CONFIG_ID,
  type TransportConfigSettings,
  type WriteCommand,
} from "../model";
import { loadCertificate } from "./certificates";
import { certificateFacts } from "./control-api";
import { acquireHostLock, CONFIG_FILE, type ConfigStore, ensureFirstAdminToken, openConfigStore } from "./store";

export interface InitOptions {
  readonly dataDir: string;
  /** Name that the certificate for STARTTLS is made for. */
  readonly hostName: string;
  /** Networks whose PROXY header is believed. */
  readonly trustedProxies: readonly string[];
  /** Why they may be public or wider than a /24. */
  readonly trustedProxiesReason: string | null;
  /** Release of Exchange whose setup's receive connectors are made; null: none. */
  readonly defaults: DefaultsOf | null;
  /** Secret of the first admin token; null: made here and written to a file. */
  readonly adminToken: string | null;
}

/** A data directory that `serve` can start with. */
export interface InitialisedHost {
  /** Absolute. */
  readonly dataDir: string;
  readonly installation: { readonly id: string; readonly epoch: number };
  /** Null when the operator chose the token. */
  readonly adminTokenFile: string | null;
  readonly certificate: { readonly file: string; readonly subject: string; readonly fingerprint: string };
  readonly transportConfig: TransportConfigSettings;
  /** Names of the receive connectors that were made; nobody owns them. */
  readonly receiveConnectors: readonly string[];
}

/** The data directory cannot become a host's; the message is for the operator. */
export class InitError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = "InitError";
    this.code = code;
  }
}

/**
 * Makes a data directory with everything a host keeps in it. Input is judged before anything is made.
 * @throws InitError when the directory holds a host already; StoreError when a host uses it or it cannot be written
 */
export async function initHost(options: InitOptions): Promise<Parsed<InitialisedHost>> {
  const transport = settleTransport(options);
  if (!transport.ok) return transport;
  const dataDir = resolve(options.dataDir);
  refuseExistingHost(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = acquireHostLock(dataDir);
  try {
    // Another init may have been here a moment ago.
    refuseExistingHost(dataDir);
    return { ok: true, value: await fill({ ...options, dataDir }, transport.value) };
  } finally {
    lock.release();
  }
}

function settleTransport({ trustedProxies, trustedProxiesReason }: InitOptions): Parsed<TransportConfigSettings> {
  const settled = settle("TransportConfig", { trustedProxies, reason: trustedProxiesReason });
  return settled.ok ? settled : { ok: false, failures: settled.failures.map(asFlag) };
}

const FLAGS = { trustedProxies: "--trusted-proxies", reason: "--trusted-proxies-reason" } as const;

// The person wrote flags, not properties.
function asFlag({ code, property, message }: Failure): Failure {
  const name = property.replace(/\[.*$/, "") as keyof typeof FLAGS;
  const flag = FLAGS[name] ?? property;
  const named = message.startsWith(property) ? message.replace(property, flag) : message;
  return { code, property: flag, message: named.replace("the reason in reason", `the reason in ${FLAGS.reason}`) };
}

function refuseExistingHost(dataDir: string): void {
  if (!existsSync(join(dataDir, CONFIG_FILE))) return;
  throw new InitError(
    "RELAY_DATA_DIR_HOLDS_HOST",
    `The data directory ${dataDir} already holds a host, and nothing was changed. Start it with relayctl serve --data-dir ${dataDir}, or choose another --data-dir.`,
  );
}

async function fill(options: InitOptions, transport: TransportConfigSettings): Promise<InitialisedHost> {
  const { dataDir, hostName, adminToken, defaults } = options;
  const store = await openConfigStore({ dataDir });
  try {
    await writeTransport(store, transport);
    const receiveConnectors = defaults === null ? [] : await writeDefaults(store, defaults, hostName);
    const first = await ensureFirstAdminToken({ tokens: store.tokens, dataDir, chosen: adminToken ?? undefined });
    const { cert } = await loadCertificate({ dataDir, hostname: hostName, now: Date.now() });
    const { subject, fingerprint } = certificateFacts(cert, "self-made");
    return {
      dataDir,
      installation: store.installation,
      adminTokenFile: first.outcome === "made" ? first.path : null,
      certificate: { file: join(dataDir, "smtp-cert.pem"), subject, fingerprint },
      transportConfig: store.state.transportConfig.settings,
      receiveConnectors,
    };
  } finally {
    await store.close();
  }
}

const INSTALLER = {
  tokenId: "installation",
  tokenName: "installation",
  scopes: ["admin"],
  stackPattern: null,
} as const;

async function writeTransport(store: ConfigStore, settings: TransportConfigSettings): Promise<void> {
  const target = {
    kind: "TransportConfig",
    id: TRANSPORT_CONFIG_ID,
    ifMatch: null,
    ownerToken: null,
    stack: null,
  } as const;
  await write(store, { ...target, action: "update", settings, revokeEntries: [] });
}

/** The connectors of Exchange's setup, named after the first label of the host's name: `Default Frontend relay`. */
async function writeDefaults(store: ConfigStore, defaults: DefaultsOf, hostName: string): Promise<readonly string[]> {
  const server = hostName.split(".")[0] ?? hostName;
  const rows = defaultConnectors(defaults).map((row) => placeDefaultConnector(row, { server }));
  for (const row of rows) {
    const settled = settle("ReceiveConnector", row);
    if (!settled.ok)
      throw new InitError("RELAY_INPUT_INVALID", settled.failures.map(({ message }) => message).join(" "));
    const { value: settings } = settled;
    await write(store, { action: "create", kind: "ReceiveConnector", settings, owner: null, adoptExisting: false });
  }
  return rows.map(({ name }) => name);
}

async function write(store: ConfigStore, command: WriteCommand): Promise<void> {
  const context = { actor: INSTALLER, run: null, commit: null, program: "relayctl init", now: Date.now() };
  const result = await store.write(command, context);
  if (!result.ok) throw new InitError(result.problem.code, result.problem.detail);
}
