import type { ConnectionCounts } from "../../model";

const SECONDS = 60;

interface ConnectorCount {
  open: number;
  readonly bySource: Map<string, number>;
}

/** Open connections by connector and client, and how many began within the last minute. */
export class ConnectionBook {
  private readonly connectors = new Map<string, ConnectorCount>();
  private readonly begunInSecond = new Uint32Array(SECONDS);
  private begun = 0;
  private second = 0;

  /** Counts one more connection to the host, accepted or not. `at`: epoch milliseconds. */
  begin(at: number): void {
    this.forget(at);
    this.begunInSecond[this.second % SECONDS] = (this.begunInSecond[this.second % SECONDS] as number) + 1;
    this.begun++;
  }

  /** What decideConnect asks about a client (canonical address) that connects at `at`. */
  countsFor(client: string, at: number): ConnectionCounts {
    this.forget(at);
    return {
      connectionsThisMinute: this.begun,
      connectorConnections: (connectorId) => this.connectors.get(connectorId)?.open ?? 0,
      sourceConnections: (connectorId) => this.connectors.get(connectorId)?.bySource.get(client) ?? 0,
    };
  }

  open(connectorId: string, client: string): void {
    const count = this.connectors.get(connectorId) ?? { open: 0, bySource: new Map<string, number>() };
    this.connectors.set(connectorId, count);
    count.open++;
    count.bySource.set(client, (count.bySource.get(client) ?? 0) + 1);
  }

  close(connectorId: string, client: string): void {
    const count = this.connectors.get(connectorId);
    if (count === undefined) return;
    const left = (count.bySource.get(client) ?? 1) - 1;
    if (left > 0) count.bySource.set(client, left);
    else count.bySource.delete(client);
    if (--count.open === 0) this.connectors.delete(connectorId);
  }

  /** Open connections by connector id. */
  openByConnector(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.connectors].map(([id, count]) => [id, count.open]));
  }

  // Seconds that left the minute are taken out. A clock that jumps back changes nothing until it catches up.
  private forget(at: number): void {
    const now = Math.floor(at / 1000);
    if (now - this.second >= SECONDS) {
      this.begunInSecond.fill(0);
      this.begun = 0;
      this.second = now;
    }
    while (this.second < now) {
      this.second++;
      this.begun -= this.begunInSecond[this.second % SECONDS] as number;
      this.begunInSecond[this.second % SECONDS] = 0;
    }
  }
}
