import type { Socket } from "node:net";
import {
  type Binding,
  decideConnect,
  formatIpAddress,
  type IpRange,
  parseSocketAddress,
  protocolRights,
  type SessionPolicy,
  type SmtpReply,
  type Snapshot,
} from "../../model";
import type { SpoolIntake } from "../spool";
import type { TlsIdentity } from "./certificate";
import { ConnectionBook } from "./connection-counts";
import { type ListenerProblem, ListenerSet } from "./listener-set";
import { ProtocolLog, type SessionProtocolLog } from "./protocol-log";
import { type SessionEndpoints, proxiedEndpoints } from "./proxied-endpoint";
import { ProxyGate } from "./proxy-gate";
import { QueueIds } from "./queue-ids";
import { RelayConnection } from "./relay-connection";
import { RelayEngine } from "./relay-engine";
import { replyLine } from "./reply-line";
import type { SessionHost, SessionLog, VerifyCredentials } from "./session-host";
import { TraceDates } from "./trace-date";
import { TrustedProxies } from "./trusted-proxies";

export interface SmtpServiceOptions {
  /** The snapshot in force. New sessions pin it; MAIL asks again. */
  readonly currentSnapshot: () => Snapshot;
  readonly spool: SpoolIntake;
  readonly tls: TlsIdentity;
  /** Name of this host, for connectors without fqdn. */
  readonly hostname: string;
  readonly protocolLogDir: string;
  readonly verifyCredentials: VerifyCredentials;
  readonly log: SessionLog;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Ranges that the trusted proxies of the configuration are narrowed to; left out or null: not narrowed. */
  readonly trustedProxies?: readonly IpRange[] | null;
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

/** The SMTP side of a host. */
export interface SmtpService {
  /** Opens and closes listeners by difference. A port in use keeps the old state and is reported. */
  apply(snapshot: Snapshot): Promise<readonly ListenerProblem[]>;
  /** No new connections, for good; sessions go on. */
  stopAccepting(): Promise<void>;
  /** Sessions get 421, messages on their way may finish within `graceMs`; resolves when every session is gone. */
  close(options: { readonly graceMs: number }): Promise<void>;
  stats(): SmtpStats;
  /** Endpoints that are open. */
  listeners(): readonly Binding[];
}

/** @throws Error when the TLS key and certificate are not usable. */
export function createSmtpService(options: SmtpServiceOptions): SmtpService {
  return new RelayService(options);
}

const PROXY_HEADER_TIMEOUT = 5000;

class RelayService implements SmtpService {
  private readonly host: SessionHost;
  private readonly engine: RelayEngine;
  private readonly listenerSet = new ListenerSet((socket) => this.accept(socket));
  private readonly trustedProxies: TrustedProxies;
  private readonly gate: ProxyGate;
  private readonly sessions = new Set<RelayConnection>();
  private readonly counts = { accepted: 0, refused: 0 };
  private onIdle: (() => void) | undefined;

  constructor(private readonly options: SmtpServiceOptions) {
    const { clock, log } = options;
    this.host = {
      ...options,
      book: new ConnectionBook(),
      queueIds: new QueueIds(clock()),
      traceDates: new TraceDates(),
      protocolLog: new ProtocolLog({
        directory: options.protocolLogDir,
        clock,
        onError: (error) => log.error({ error }, "the protocol log cannot be written"),
      }),
    };
    this.engine = new RelayEngine(options.tls);
    this.trustedProxies = new TrustedProxies(options.trustedProxies ?? null);
    this.gate = this.createGate();
  }

  apply(snapshot: Snapshot): Promise<readonly ListenerProblem[]> {
    return this.listenerSet.apply(snapshot);
  }

  listeners(): readonly Binding[] {
    return this.listenerSet.endpoints();
  }

  stats(): SmtpStats {
    return { sessions: this.host.book.openByConnector(), ...this.counts };
  }

  async stopAccepting(): Promise<void> {
    await this.listenerSet.close();
    this.gate.close();
  }

  async close({ graceMs }: { readonly graceMs: number }): Promise<void> {
    await this.stopAccepting();
    for (const session of this.sessions) session.endWith(session.replies.shuttingDown);
    const timer = setTimeout(() => this.destroySessions(), graceMs);
    await this.whenIdle();
    clearTimeout(timer);
    await this.host.protocolLog.flush();
  }

  private createGate(): ProxyGate {
    return new ProxyGate({
      headerTimeout: this.options.proxyHeaderTimeout ?? PROXY_HEADER_TIMEOUT,
      onHeader: (socket, client) => {
        const own = socketEndpoints(socket);
        const endpoints = own === undefined || client === null ? own : proxiedEndpoints(own, client);
        if (endpoints !== undefined) return this.begin(socket, endpoints);
        this.refuseProxy(socket, "the source is no single host");
      },
      onRefused: (socket, problem) => this.refuseProxy(socket, problem),
    });
  }

  private refuseProxy(socket: Socket, problem: string): void {
    this.counts.refused++;
    this.host.log.warn({ proxy: socket.remoteAddress, problem }, "a PROXY header was refused");
    socket.on("error", () => undefined).destroy();
  }

  private accept(socket: Socket): void {
    const endpoints = socketEndpoints(socket);
    const peer = endpoints === undefined ? undefined : parseSocketAddress(endpoints.client);
    // The client was gone before it was looked at.
    if (endpoints === undefined || peer === undefined) return void socket.destroy();
    if (this.trustedProxies.includes(this.host.currentSnapshot(), peer)) this.gate.read(socket);
    else this.begin(socket, endpoints);
  }

  private begin(socket: Socket, endpoints: SessionEndpoints): void {
    const { host } = this;
    const at = host.clock();
    const { client, local } = endpoints;
    const counts = host.book.countsFor(client, at);
    host.book.begin(at);
    const decision = decideConnect(host.currentSnapshot(), { at, local, client, hostName: host.hostname, counts });
    if (decision.action === "accept" && decision.policy !== undefined) {
      return this.open(socket, endpoints, { policy: decision.policy, greeting: decision.reply });
    }
    this.counts.refused++;
    host.log.info({ client, local, reason: decision.reason, by: decision.by }, "connection refused");
    refuseConnection(socket, decision.reply);
  }

  private open(
    socket: Socket,
    endpoints: SessionEndpoints,
    start: { policy: SessionPolicy; greeting: SmtpReply },
  ): void {
    const { host } = this;
    const { connector } = start.policy.selection;
    const { client } = start.policy;
    const sessionId = host.queueIds.next();
    const protocol = this.protocolOf(start.policy, endpoints, sessionId);
    host.book.open(connector.id, client);
    this.counts.accepted++;
    const connection: RelayConnection = new RelayConnection(this.engine.viewFor(connector), socket, {
      host,
      policy: start.policy,
      greeting: withDate(start, host),
      sessionId,
      clientPort: endpoints.clientPort,
      protocol,
      onEnd: () => {
        host.book.close(connector.id, client);
        this.sessions.delete(connection);
        if (this.sessions.size === 0) this.onIdle?.();
      },
    });
    connection.on("error", (error: Error) =>
      host.log.info({ session: sessionId, error: error.message }, "connection failed"),
    );
    this.sessions.add(connection);
    connection.init();
  }

  private protocolOf(
    policy: SessionPolicy,
    endpoints: SessionEndpoints,
    sessionId: string,
  ): SessionProtocolLog | undefined {
    const { connector } = policy.selection;
    if (connector.settings.protocolLoggingLevel !== "Verbose") return undefined;
    const log = this.host.protocolLog.session({
      connectorId: `${this.host.hostname}\\${connector.name}`,
      sessionId,
      localEndpoint: endpoint(policy.local),
      remoteEndpoint: endpoint({ address: policy.client, port: endpoints.clientPort }),
    });
    log.write("+", "");
    log.write("*", protocolRights(policy.rights.granted), "Set Session Permissions");
    return log;
  }

  private whenIdle(): Promise<void> {
    if (this.sessions.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onIdle = resolve;
    });
  }

  private destroySessions(): void {
    for (const session of this.sessions) session.destroy();
  }
}

/** Null endpoints: the socket was closed before it was looked at. */
function socketEndpoints(socket: Socket): SessionEndpoints | undefined {
  const local = canonical(socket.localAddress);
  const client = canonical(socket.remoteAddress);
  const { localPort, remotePort } = socket;
  if (local === undefined || client === undefined || localPort === undefined) return undefined;
  return { local: { address: local, port: localPort }, client, clientPort: remotePort ?? 0 };
}

function canonical(text: string | undefined): string | undefined {
  const address = text === undefined ? undefined : parseSocketAddress(text);
  return address === undefined ? undefined : formatIpAddress(address);
}

function refuseConnection(socket: Socket, reply: SmtpReply): void {
  socket.on("error", () => undefined);
  socket.end(`${replyLine(reply)}\r\n`, "latin1");
  // What the client sends is thrown away; a client that never closes is cut off.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), REFUSED_LINGER).unref();
  socket.once("close", () => clearTimeout(timer));
}

const REFUSED_LINGER = 2000;

// The default banner carries the date, as Exchange's does; a connector's own banner stands as it is.
function withDate({ policy, greeting }: { policy: SessionPolicy; greeting: SmtpReply }, host: SessionHost): SmtpReply {
  if (policy.selection.connector.settings.banner !== null) return greeting;
  return { ...greeting, text: `${policy.hostName} ESMTP MAIL Service ready at ${host.traceDates.of(host.clock())}` };
}

function endpoint({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
