import { createServer, type Server, type Socket } from "node:net";
import type { Binding, Snapshot } from "../../model";
import { formatBinding } from "../../model";
import { wantedEndpoints } from "./wanted-endpoints";

/** A binding that could not be opened; what was open before on its port stays open. */
export interface ListenerProblem {
  /** `address:port`. */
  readonly binding: string;
  /** Code of the system: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, ... */
  readonly code: string;
  /** Whole sentence with the remedy. */
  readonly message: string;
}

interface Listener {
  readonly endpoint: Binding;
  readonly server: Server;
}

/** What changes on one port of one family. */
interface PortChange {
  readonly opening: readonly Binding[];
  readonly closing: readonly Binding[];
}

const BACKLOG = 4096;

/** The sockets that a snapshot's bindings ask for, opened and closed by difference. */
export class ListenerSet {
  private readonly open = new Map<string, Listener>();
  private turn: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly accept: (socket: Socket) => void) {}

  /** Opens and closes sockets until they are those of the snapshot. Calls run one after another. */
  apply(snapshot: Snapshot): Promise<readonly ListenerProblem[]> {
    const run = this.turn.then(() => this.reconcile(snapshot));
    this.turn = run.catch(() => undefined);
    return run;
  }

  /** Endpoints that are open. */
  endpoints(): readonly Binding[] {
    return [...this.open.values()].map(({ endpoint }) => endpoint);
  }

  /** Stops accepting, for good. Connections go on. */
  async close(): Promise<void> {
    this.stopped = true;
    await this.turn;
    this.closeAll(this.endpoints());
  }

  private async reconcile(snapshot: Snapshot): Promise<readonly ListenerProblem[]> {
    if (this.stopped) return [];
    const wanted = wantedEndpoints(snapshot);
    const problems: ListenerProblem[] = [];
    for (const change of this.changes(wanted)) {
      const failed = await this.openPort(change);
      problems.push(...failed);
      // A connector that gave a range up serves it for a moment more, maybe on a binding of its own: closing waits.
      if (failed.length === 0 && snapshot.nextChangeAt === null) this.closeAll(change.closing);
    }
    return problems;
  }

  private changes(wanted: readonly Binding[]): readonly PortChange[] {
    const wantedKeys = new Set(wanted.map(formatBinding));
    const opening = wanted.filter((endpoint) => !this.open.has(formatBinding(endpoint)));
    const closing = this.endpoints().filter((endpoint) => !wantedKeys.has(formatBinding(endpoint)));
    const ports = new Set([...opening, ...closing].map(portOf));
    return [...ports].map((port) => ({
      opening: opening.filter((endpoint) => portOf(endpoint) === port),
      closing: closing.filter((endpoint) => portOf(endpoint) === port),
    }));
  }

  // A wildcard and an address of one port cannot be open together, so there the old ones close first.
  private async openPort({ opening, closing }: PortChange): Promise<readonly ListenerProblem[]> {
    const inTheWay = closing.filter((old) => opening.some((endpoint) => old.isWildcard || endpoint.isWildcard));
    this.closeAll(inTheWay);
    const problems = await this.openAll(opening);
    if (problems.length > 0) await this.openAll(inTheWay);
    return problems;
  }

  private async openAll(endpoints: readonly Binding[]): Promise<ListenerProblem[]> {
    const results = await Promise.all(endpoints.map((endpoint) => this.openOne(endpoint)));
    return results.filter((problem) => problem !== undefined);
  }

  private openOne(endpoint: Binding): Promise<ListenerProblem | undefined> {
    return new Promise((resolve) => {
      const server = createServer({ noDelay: true, allowHalfOpen: true }, this.accept);
      server.once("error", (error: NodeJS.ErrnoException) => resolve(describeProblem(endpoint, error)));
      server.listen({ ...listenAddress(endpoint), backlog: BACKLOG }, () => {
        // Errors of single accepts (out of descriptors) pass: the socket stays open.
        server.removeAllListeners("error").on("error", () => undefined);
        this.open.set(formatBinding(endpoint), { endpoint, server });
        resolve(undefined);
      });
    });
  }

  // The address is free again at once; the server object lives on until its connections end.
  private closeAll(endpoints: readonly Binding[]): void {
    for (const key of endpoints.map(formatBinding)) {
      this.open.get(key)?.server.close();
      this.open.delete(key);
    }
  }
}

function listenAddress({ address, port, family }: Binding) {
  return { host: address, port, ipv6Only: family === 6, exclusive: true };
}

function portOf({ family, port }: Binding): string {
  return `${family}:${port}`;
}

const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there; stop it or choose another port",
  EACCES: "this user may not use the port; choose one above 1023 or grant the right",
  EADDRNOTAVAIL: "this host does not have the address; correct it or add it to an interface",
};

function describeProblem(endpoint: Binding, error: NodeJS.ErrnoException): ListenerProblem {
  const code = error.code ?? "UNKNOWN";
  const binding = formatBinding(endpoint);
  const remedy = REMEDIES[code] ?? error.message;
  return { binding, code, message: `Cannot listen on ${binding} (${code}): ${remedy}.` };
}
