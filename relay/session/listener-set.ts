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

const BACKLOG = 4096;

/** The sockets that a snapshot's bindings ask for, opened and closed by difference. */
export class ListenerSet {
  private readonly open = new Map<string, Listener>();
  private turn: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly accept: (socket: Socket) => void) {}

  /** Opens and closes sockets until they are those of the snapshot. Calls run one after another. */
  apply(snapshot: Snapshot): Promise<readonly ListenerProblem[]> {
    const run = this.turn.then(() => this.reconcile(wantedEndpoints(snapshot)));
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
    for (const key of [...this.open.keys()]) this.closeOne(key);
  }

  private async reconcile(wanted: readonly Binding[]): Promise<readonly ListenerProblem[]> {
    if (this.stopped) return [];
    const problems: ListenerProblem[] = [];
    for (const group of groupByPort([...wanted, ...this.endpoints()])) {
      problems.push(
        ...(await this.reconcilePort(
          wanted.filter((endpoint) => groupKey(endpoint) === group),
          group,
        )),
      );
    }
    return problems;
  }

  // A wildcard and an address of one port cannot be open together, so there the old ones close first.
  private async reconcilePort(wanted: readonly Binding[], group: string): Promise<readonly ListenerProblem[]> {
    const wantedKeys = new Set(wanted.map(formatBinding));
    const opening = wanted.filter((endpoint) => !this.open.has(formatBinding(endpoint)));
    const closing = this.endpoints().filter(
      (endpoint) => groupKey(endpoint) === group && !wantedKeys.has(formatBinding(endpoint)),
    );
    const inTheWay = closing.filter((old) => old.isWildcard || opening.some((endpoint) => endpoint.isWildcard));
    if (opening.length > 0) for (const endpoint of inTheWay) this.closeOne(formatBinding(endpoint));
    const problems = await this.openAll(opening);
    if (problems.length > 0) await this.openAll(inTheWay.filter((old) => !this.open.has(formatBinding(old))));
    else for (const endpoint of closing) this.closeOne(formatBinding(endpoint));
    return problems;
  }

  private async openAll(endpoints: readonly Binding[]): Promise<ListenerProblem[]> {
    const results = await Promise.all(endpoints.map((endpoint) => this.openOne(endpoint)));
    return results.filter((problem) => problem !== undefined);
  }

  private openOne(endpoint: Binding): Promise<ListenerProblem | undefined> {
    return new Promise((resolve) => {
      const server = createServer({ noDelay: true }, this.accept);
      server.once("error", (error: NodeJS.ErrnoException) => resolve(describeProblem(endpoint, error)));
      server.listen({ ...listenAddress(endpoint), backlog: BACKLOG }, () => {
        // Errors of single accepts (out of descriptors) pass: the socket stays open.
        server.removeAllListeners("error").on("error", () => undefined);
        this.open.set(formatBinding(endpoint), { endpoint, server });
        resolve(undefined);
      });
    });
  }

  private closeOne(key: string): void {
    this.open.get(key)?.server.close();
    this.open.delete(key);
  }
}

function listenAddress({ address, port, family }: Binding) {
  return { host: address, port, ipv6Only: family === 6, exclusive: true };
}

function groupKey({ family, port }: Binding): string {
  return `${family}:${port}`;
}

function groupByPort(endpoints: readonly Binding[]): readonly string[] {
  return [...new Set(endpoints.map(groupKey))];
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
