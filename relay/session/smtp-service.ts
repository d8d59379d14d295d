import type { Binding, IpRange, Snapshot } from "../../model";
import type { ListeningSockets } from "../listening";
import type { LogLimits } from "../log-files";
import type { SpoolIntake } from "../spool";
import { NO_SESSION_USAGE, type SessionUsage } from "../usage";
import { NO_SESSION_WATCH, type SessionWatch } from "../watch";
import { BoundedLog } from "./bounded-log";
import { ConnectionBook } from "./connection-counts";
import { HeaderMemory } from "./header-memory";
import { type ListenerProblem, ListenerSet } from "./listener-set";
import { MessageRates } from "./message-rates";
import { ProtocolLog } from "./protocol-log";
import { QueueIds } from "./queue-ids";
import { RelayEngine } from "./relay-engine";
import type { SessionCertificates } from "./session-certificates";
import { SessionDoor } from "./session-door";
import type { SessionHost, SessionLog, VerifyCredentials } from "./session-host";
import { TraceDates } from "./trace-date";
import { TrustedProxies } from "./trusted-proxies";

export interface SmtpServiceOptions {
  /** The snapshot in force. New sessions pin it; MAIL asks again. */
  readonly currentSnapshot: () => Snapshot;
  readonly spool: SpoolIntake;
  readonly certificates: SessionCertificates;
  /** Name of this host, for connectors without fqdn. */
  readonly hostname: string;
  readonly protocolLogDir: string;
  /** @default Exchange's: 10 MB a file, 250 MB in all, 30 days */
  readonly protocolLogLimits?: LogLimits;
  readonly verifyCredentials: VerifyCredentials;
  readonly log: SessionLog;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Ranges that the trusted proxies of the configuration are narrowed to; left out or null: not narrowed. */
  readonly trustedProxies?: readonly IpRange[] | null;
  /** Told of everything accepted. @default nobody is */
  readonly usage?: SessionUsage;
  /** Told of everything, for metrics and the tracking log. @default nobody is */
  readonly watch?: SessionWatch;
  /** Where refusals are kept under a reference; left out: nowhere. */
  readonly refusals?: NonNullable<SessionHost["refusals"]>;
  /** Sockets that may be open already. @default none are */
  readonly sockets?: ListeningSockets;
  /** Milliseconds a trusted proxy has for its header. @default 5000 */
  readonly proxyHeaderTimeout?: number;
}

export interface SmtpStats {
  /** Open sessions by connector id. */
  readonly sessions: Readonly<Record<string, number>>;
  /** Connections since the start that got a session. */
  readonly accepted: number;
  /** Connections since the start that were refused before a session. */
  readonly refused: number;
}

export interface CloseOptions {
  /** Milliseconds. */
  readonly graceMs: number;
  /** What becomes of new clients: none connect any more, or they wait for whoever serves these sockets next. @default "closed" */
  readonly sockets?: "closed" | "held";
}

/** The SMTP side of a host. */
export interface SmtpService {
  /** Opens and closes listeners by difference. A port in use keeps the old state and is reported. */
  apply(snapshot: Snapshot): Promise<readonly ListenerProblem[]>;
  /** No new connections, for good; sessions go on. */
  stopAccepting(): Promise<void>;
  /** Sessions get 421, messages on their way may finish within `graceMs`; resolves when every session is gone. */
  close(options: CloseOptions): Promise<void>;
  stats(): SmtpStats;
  /** Endpoints that are open. */
  listeners(): readonly Binding[];
}

/** Makes the SMTP side; it listens from the first `apply`. */
export function createSmtpService(options: SmtpServiceOptions): SmtpService {
  return new RelayService(options);
}

const PROXY_HEADER_TIMEOUT = 5000;

class RelayService implements SmtpService {
  private readonly host: SessionHost;
  private readonly door: SessionDoor;
  private readonly listenerSet: ListenerSet;

  constructor(options: SmtpServiceOptions) {
    this.host = sessionHost(options);
    this.door = new SessionDoor({
      host: this.host,
      engine: createEngine(options),
      trustedProxies: new TrustedProxies(options.trustedProxies ?? null),
      proxyHeaderTimeout: options.proxyHeaderTimeout ?? PROXY_HEADER_TIMEOUT,
    });
    this.listenerSet = new ListenerSet(this.door.accept, options.sockets);
  }

  apply(snapshot: Snapshot): Promise<readonly ListenerProblem[]> {
    return this.listenerSet.apply(snapshot);
  }

  listeners(): readonly Binding[] {
    return this.listenerSet.endpoints();
  }

  stats(): SmtpStats {
    return { sessions: this.host.book.openByConnector(), ...this.door.counts };
  }

  async stopAccepting(): Promise<void> {
    await this.listenerSet.close();
    this.door.closeWaiting();
  }

  private async holdClients(): Promise<void> {
    await this.listenerSet.hold();
    // Of these bytes have been read, so nobody else could serve them.
    await this.door.whenAllBegan();
  }

  async close({ graceMs, sockets = "closed" }: CloseOptions): Promise<void> {
    if (sockets === "closed") await this.stopAccepting();
    else await this.holdClients();
    const { sessions } = this.door;
    for (const session of sessions) session.endWith(session.replies.shuttingDown);
    const timer = setTimeout(() => {
      for (const session of sessions) session.destroy();
    }, graceMs);
    await this.door.whenEmpty();
    clearTimeout(timer);
    await this.host.protocolLog.close();
  }
}

function createEngine({ certificates, currentSnapshot }: SmtpServiceOptions): RelayEngine {
  return new RelayEngine({
    certificates,
    asksForCertificate: (connector) => {
      const { users, connectors } = currentSnapshot();
      // Tightened meanwhile, it holds for running sessions too.
      const now = connectors.get(connector.id)?.settings.domainSecureEnabled ?? false;
      return now || connector.settings.domainSecureEnabled || users.haveCertificates;
    },
  });
}

function sessionHost(options: SmtpServiceOptions): SessionHost {
  const { clock, log, protocolLogDir: directory, protocolLogLimits: limits } = options;
  const onError = (error: Error) => log.error({ err: error }, "the protocol log cannot be written");
  const headerMemory = new HeaderMemory();
  return {
    ...options,
    usage: options.usage ?? NO_SESSION_USAGE,
    watch: options.watch ?? NO_SESSION_WATCH,
    headerMemory,
    get accepting() {
      return options.spool.accepting && !headerMemory.isFull;
    },
    turnedAwayLog: new BoundedLog(),
    observedLog: new BoundedLog(),
    book: new ConnectionBook(),
    rates: new MessageRates(),
    queueIds: new QueueIds(clock()),
    traceDates: new TraceDates(),
    protocolLog: new ProtocolLog({ directory, clock, onError, ...(limits === undefined ? {} : { limits }) }),
  };
}
