import { connect, createServer, type Server, type Socket } from "node:net";

/** What becomes of a connection when a host says COMMIT to a change. */
export type CommitFault =
  /** It reaches the database. */
  | "none"
  /** It is lost on the way. */
  | "lost-before"
  /** It reaches the database, the answer is lost. */
  | "lost-after"
  /** As before, and the database is not reached any more. */
  | "cut-off-after";

/** A network between hosts and a database, which loses what it is told to lose. */
export class FaultyNetwork {
  /** Of the next COMMIT only, except that nothing mends `cut-off-after` but `mend`. */
  fault: CommitFault = "none";
  readonly #target: number;
  readonly #server: Server = createServer((client) => this.#join(client));
  readonly #clients = new Set<Socket>();
  /** Connections in a transaction that changes something. */
  readonly #writing = new WeakSet<Socket>();
  #isCut = false;

  private constructor(target: number) {
    this.#target = target;
  }

  static async to(port: number): Promise<FaultyNetwork> {
    const network = new FaultyNetwork(port);
    await new Promise<void>((resolve) => network.#server.listen(0, "127.0.0.1", resolve));
    return network;
  }

  get port(): number {
    return (this.#server.address() as { readonly port: number }).port;
  }

  /** Ends every connection, and lets none through until it is mended. */
  cut(): void {
    this.#isCut = true;
    for (const client of this.#clients) client.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket): void {
    const database = connect(this.#target, "127.0.0.1");
    this.#clients.add(client);
    client.on("error", () => undefined);
    database.on("error", () => undefined);
    database.on("close", () => client.destroy());
    // What was sent before still arrives.
    client.on("close", () => {
      this.#clients.delete(client);
      database.end();
    });
    if (this.#isCut) client.destroy();
    database.on("data", (data) => client.write(data));
    client.on("data", (data) => this.#pass(client, database, data));
  }

  #pass(client: Socket, database: Socket, data: Buffer): void {
    if (data.includes('insert into "change"')) this.#writing.add(client);
    const isCommit = data.includes("commit\0") && this.#writing.delete(client);
    const fault = isCommit ? this.fault : "none";
    if (fault !== "none") this.fault = "none";
    if (fault !== "lost-before") database.write(data);
    if (fault === "none") return;
    if (fault === "cut-off-after") this.cut();
    else client.destroy();
  }
}
