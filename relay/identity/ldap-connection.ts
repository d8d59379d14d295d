import { connect, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from "node:tls";
import { Client, type Entry, InvalidCredentialsError, type SearchOptions } from "ldapts";
import type { DirectoryOptions } from "./directory-options";

/** What a connection needs to know of the server. */
export interface LdapServer extends Pick<DirectoryOptions, "url" | "host" | "tls"> {
  /** PEM of the authorities; null: those that Node knows. */
  readonly ca: string | null;
  /** Milliseconds for each step. */
  readonly timeout: number;
}

/**
 * One connection to a directory, for one login at a time: a bind changes who the whole connection is. The client would
 * connect again by itself when the server hangs up, without STARTTLS and as nobody, so here a second connection fails.
 */
export class LdapConnection {
  private readonly client: Client;
  private readonly sockets: Socket[] = [];
  /** Tells the steps that are under way that no answer comes. */
  private readonly waiting = new Set<(fault: Error) => void>();
  private isGone = false;

  constructor(private readonly server: LdapServer) {
    const { url, timeout } = server;
    this.client = new Client({
      url,
      timeout,
      connectTimeout: timeout,
      // With these the client speaks TLS at once, whatever the URL says.
      ...(server.tls === "implicit" ? { tlsOptions: this.tlsOptions } : {}),
      createConnection: ((port: number, host: string) => this.openPlain(port, host)) as typeof connect,
      createSecureConnection: (...args: unknown[]) => this.openSecure(args),
    });
  }

  get isOpen(): boolean {
    return !this.isGone;
  }

  /** Encrypts the connection where the URL does not do it. The first thing to do with it. */
  async open(): Promise<void> {
    if (this.server.tls === "starttls") await this.unlessGone(this.client.startTLS(this.tlsOptions));
  }

  /** Whether this password is that name's. @throws Error when the server cannot say */
  async bind(dn: string, password: string): Promise<boolean> {
    try {
      await this.unlessGone(this.client.bind(dn, password));
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  }

  async search(base: string, options: SearchOptions): Promise<readonly Entry[]> {
    return (await this.unlessGone(this.client.search(base, options))).searchEntries;
  }

  /** Hangs up, whatever is under way. */
  destroy(): void {
    for (const socket of this.sockets) socket.destroy();
    this.hungUp();
  }

  private get tlsOptions(): ConnectionOptions {
    const { host, ca } = this.server;
    const isName = /[a-z]/i.test(host) && !host.includes(":");
    return { host, minVersion: "TLSv1.2", ...(isName ? { servername: host } : {}), ...(ca === null ? {} : { ca }) };
  }

  private openPlain(port: number, host: string): Socket {
    if (this.sockets.length > 0) throw hangUp();
    return this.watch(connect(port, host));
  }

  private openSecure(args: readonly unknown[]): TLSSocket {
    // For ldaps:// port, host and options; for STARTTLS options with the socket that is there.
    const isUpgrade = args.length === 1;
    if (!isUpgrade && this.sockets.length > 0) throw hangUp();
    const options = (isUpgrade ? args[0] : { ...(args[2] as object), port: args[0] }) as ConnectionOptions;
    return this.watch(connectTls(options));
  }

  /** The client does not notice that a socket closes which it has upgraded, and would wait for an answer. */
  private watch<Watched extends Socket>(socket: Watched): Watched {
    this.sockets.push(socket);
    socket.once("end", () => this.destroy()).once("close", () => this.hungUp());
    return socket;
  }

  private hungUp(): void {
    this.isGone = true;
    for (const tell of this.waiting) tell(hangUp());
  }

  // Not a race with one promise of the whole connection: that would keep something of every step as long as it is open.
  private unlessGone<Result>(step: Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.waiting.add(reject);
    void step.then(resolve, reject).finally(() => this.waiting.delete(reject));
    if (this.isGone) reject(hangUp());
    return promise;
  }
}

function hangUp(): Error {
  return new Error("the connection to the directory was closed");
}

// RFC 4511 appendix A.2: no such object, invalid DN, inappropriate authentication and a constraint (a locked account) say of
// a bind that it proves nothing. What the server is too busy, too restricted or too broken for is no answer.
const REFUSALS: ReadonlySet<number> = new Set([19, 32, 34, 48]);

function isRefusal(error: unknown): boolean {
  return error instanceof InvalidCredentialsError || REFUSALS.has((error as { readonly code?: number }).code ?? -1);
}
