import type { Socket } from "node:net";
import { decideConnect, parseIpAddress, protocolRights, type SessionPolicy, type SmtpReply } from "../../model";
import type { SessionProtocolLog } from "./session-protocol-log";
import { proxiedEndpoints } from "./proxied-endpoint";
import { ProxyGate } from "./proxy-gate";
import type { ProxiedClient } from "./proxy-header";
import { refuseConnection } from "./refuse-connection";
import { RelayConnection } from "./relay-connection";
import type { RelayEngine } from "./relay-engine";
import type { SessionHost } from "./session-host";
import { type SessionEndpoints, socketEndpoints } from "./socket-endpoints";
import type { TrustedProxies } from "./trusted-proxies";

export interface SessionDoorOptions {
  readonly host: SessionHost;
  readonly engine: RelayEngine;
  readonly trustedProxies: TrustedProxies;
  /** Milliseconds. */
  readonly proxyHeaderTimeout: number;
}

/** What a session begins with. */
interface Opening {
  readonly endpoints: SessionEndpoints;
  readonly policy: SessionPolicy;
  readonly greeting: SmtpReply;
}

/** Takes accepted sockets: reads PROXY headers, asks which connector serves the client, and opens the session or refuses. */
export class SessionDoor {
  readonly sessions = new Set<RelayConnection>();
  readonly counts = { accepted: 0, refused: 0 };
  private readonly gate: ProxyGate;
  private onEmpty: (() => void) | undefined;

  constructor(private readonly options: SessionDoorOptions) {
    this.gate = new ProxyGate({
      headerTimeout: options.proxyHeaderTimeout,
      onHeader: (socket, client) => this.guard(socket, () => this.beginProxied(socket, client)),
      onRefused: (socket, problem) => this.refuseProxy(socket, problem),
    });
  }

  readonly accept = (socket: Socket): void => this.guard(socket, () => this.receive(socket));

  /** Drops the connections that have no session yet. */
  closeWaiting(): void {
    this.gate.close();
  }

  /** Resolves when every connection that came has its session, or was refused. */
  whenAllBegan(): Promise<void> {
    return this.gate.whenEmpty();
  }

  /** Resolves when the last session is gone. */
  whenEmpty(): Promise<void> {
    if (this.sessions.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onEmpty = resolve;
    });
  }

  // A fault with one connection must not reach the process.
  private guard(socket: Socket, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.options.host.log.error(
        { client: socket.remoteAddress, err: error },
        "a connection failed before its session",
      );
      socket.on("error", () => undefined).destroy();
    }
  }

  private receive(socket: Socket): void {
    const { host, trustedProxies } = this.options;
    const endpoints = socketEndpoints(socket);
    const peer = endpoints === undefined ? undefined : parseIpAddress(endpoints.client);
    if (endpoints === undefined || peer === undefined) socket.on("error", () => undefined).destroy();
    else if (trustedProxies.includes(host.currentSnapshot(), peer)) this.gate.read(socket);
    else this.begin(socket, endpoints);
  }

  private beginProxied(socket: Socket, client: ProxiedClient | null): void {
    const own = socketEndpoints(socket);
    const endpoints = own === undefined || client === null ? own : proxiedEndpoints(own, client);
    if (endpoints === undefined) this.refuseProxy(socket, "the source is no single host");
    else this.begin(socket, endpoints);
  }

  private refuseProxy(socket: Socket, problem: string): void {
    this.counts.refused++;
    this.options.host.log.warn({ proxy: socket.remoteAddress, problem }, "a PROXY header was refused");
    socket.on("error", () => undefined).destroy();
  }

  private begin(socket: Socket, endpoints: SessionEndpoints): void {
    const { host } = this.options;
    const at = host.clock();
    const { client, local } = endpoints;
    const counts = host.book.countsFor(client, at);
    host.book.begin(at);
    const decision = decideConnect(host.currentSnapshot(), { at, local, client, hostName: host.hostname, counts });
    const { policy, reply, reason, by } = decision;
    if (decision.action === "accept" && policy !== undefined) {
      return this.open(socket, { endpoints, policy, greeting: reply });
    }
    this.counts.refused++;
    const fields = { client, local, reason, by };
    host.turnedAwayLog.write(at, (suppressed) => {
      host.log.info(suppressed === 0 ? fields : { ...fields, suppressed }, "connection refused");
    });
    host.watch.turnedAway({ connector: by.connectorName ?? null, action: decision.action, reply, reason, by });
    refuseConnection(socket, reply);
  }

  private open(socket: Socket, { endpoints, policy, greeting }: Opening): void {
    const { host, engine } = this.options;
    const { connector } = policy.selection;
    const { client } = policy;
    const sessionId = host.queueIds.next();
    const connection: RelayConnection = new RelayConnection(engine.viewFor(connector), socket, {
      host,
      policy,
      greeting,
      sessionId,
      clientPort: endpoints.clientPort,
      protocol: protocolOf(host, { endpoints, policy, sessionId }),
      onEnd: () => {
        host.book.close(connector.id, client);
        this.leave(connection);
      },
    });
    connection.on("error", ({ message }: Error) =>
      host.log.info({ session: sessionId, error: message }, "connection lost"),
    );
    host.book.open(connector.id, client);
    this.counts.accepted++;
    this.sessions.add(connection);
    host.watch.connected(connector.name);
    connection.init();
  }

  private leave(connection: RelayConnection): void {
    this.sessions.delete(connection);
    if (this.sessions.size === 0) this.onEmpty?.();
  }
}

function protocolOf(
  host: SessionHost,
  { endpoints, policy, sessionId }: Pick<Opening, "endpoints" | "policy"> & { readonly sessionId: string },
): SessionProtocolLog | undefined {
  const { connector } = policy.selection;
  if (connector.settings.protocolLoggingLevel !== "Verbose") return undefined;
  const log = host.protocolLog.session({
    connectorId: `${host.hostname}\\${connector.name}`,
    sessionId,
    localEndpoint: endpointText(policy.local.address, policy.local.port),
    remoteEndpoint: endpointText(policy.client, endpoints.clientPort),
  });
  log.write("+", "");
  log.write("*", protocolRights(policy.rights.granted), "Set Session Permissions");
  return log;
}

function endpointText(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
