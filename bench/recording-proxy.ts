import { createServer, request, Agent, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RecordingProxy {
  readonly endpoint: string;
  /** Milliseconds that requests have spent at the host so far, those at the same time counted once. */
  waited(): number;
  close(): void;
}

/** Stands before a control API and measures how long callers wait for it. */
export function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const agent = new Agent({ keepAlive: true });
  let open = 0;
  let since = 0;
  let total = 0;
  const begin = () => {
    if (open === 0) since = performance.now();
    open += 1;
  };
  const end = () => {
    open -= 1;
    if (open === 0) total += performance.now() - since;
  };
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    begin();
    const forwarded = request(new URL(incoming.url ?? "/", target), {
      method: incoming.method,
      headers: incoming.headers,
      agent,
    });
    forwarded.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once("end", end);
    });
    forwarded.once("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  };
  const server = createServer(pass);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const close = () => {
        agent.destroy();
        server.closeAllConnections();
        server.close();
      };
      resolve({ endpoint, waited: () => total, close });
    });
  });
}
