import type { Socket } from "node:net";
import type { Binding, Snapshot } from "../../model";
import { formatBinding } from "../../model";
import { ListeningSockets } from "../listening";
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

/** What changes on one port of one family. */
interface PortChange {
  readonly opening: readonly Binding[];
  readonly closing: readonly Binding[];
}

/** The sockets that a snapshot's bindings ask for, opened and closed by difference. */
export class ListenerSet {
  private turn: Promise<unknown> = Promise.resolve();
  private stopped = false;

  /** @param sockets those that may be open already, from before whoever accepts */
  constructor(
    accept: (socket: Socket) => void,
    private readonly sockets: ListeningSockets = new ListeningSockets(),
  ) {
    sockets.serve(accept);
  }

  /** Opens and closes sockets until they are those of the snapshot. Calls run one after another. */
  apply(snapshot: Snapshot): Promise<readonly ListenerProblem[]> {
    const run = this.turn.then(() => this.reconcile(snapshot));
    this.turn = run.catch(() => undefined);
    return run;
  }

  /** Endpoints that are open. */
  endpoints(): readonly Binding[] {
    return this.sockets.endpoints();
  }

  /** Stops accepting, for good. Connections go on. */
  async close(): Promise<void> {
    await this.stop();
    this.sockets.closeAll();
  }

  /** Opens and closes nothing any more; connections are kept, for whoever serves these sockets next. */
  async hold(): Promise<void> {
    this.sockets.hold();
    await this.stop();
  }

  private async stop(): Promise<void> {
    this.stopped = true;
    await this.turn;
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
    const open = this.endpoints();
    const openKeys = new Set(open.map(formatBinding));
    const opening = wanted.filter((endpoint) => !openKeys.has(formatBinding(endpoint)));
    const unwanted = open.filter((endpoint) => !wantedKeys.has(formatBinding(endpoint)));
    const closing = unwanted.filter((endpoint) => !this.sockets.isSystems(endpoint));
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

  private async openOne(endpoint: Binding): Promise<ListenerProblem | undefined> {
    const error = await this.sockets.open(endpoint);
    return error && describeProblem(endpoint, error);
  }

  private closeAll(endpoints: readonly Binding[]): void {
    for (const endpoint of endpoints) this.sockets.close(endpoint);
  }
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
