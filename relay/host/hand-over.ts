import type { Logger } from "pino";
import type { InheritedSocket, ListeningSockets } from "../listening";
import { type Invocation, type PassedSocket, Successor } from "../succession";
import type { RunningRelay } from "./start-relay";

export interface HandOverOptions {
  readonly relay: RunningRelay;
  readonly sockets: ListeningSockets;
  readonly invocation: Invocation;
  readonly log: Logger;
  /** Milliseconds that messages in DATA and deliveries may take to finish: new clients wait as long. */
  readonly graceMs: number;
  /** Who keeps the control API's socket. */
  readonly apiKeeper: InheritedSocket["keeper"];
}

/** What a hand-over came to. `kept`: this host never stopped. `lost`: it has stopped, and must be started again. */
export type HandOver =
  | { readonly outcome: "done"; readonly successor: Successor }
  | { readonly outcome: "kept" | "lost"; readonly why: string };

/** Milliseconds until a successor has to be prepared: it loads its program and reads its options. */
const PREPARE_TIMEOUT = 60_000;

/** Milliseconds until it has to answer: it reads the whole queue, which may be long, and may bring the store up to date. */
const SERVE_TIMEOUT = 300_000;

/**
 * Lets another process go on in this one's place, on the same sockets. The other one first loads everything that it can;
 * then this one finishes its sessions and closes its stores, which only one process may have open, while clients that
 * connect are accepted and wait; then the other one opens them and is given those clients.
 */
export async function handOver(options: HandOverOptions): Promise<HandOver> {
  const { relay, sockets, invocation, log, graceMs } = options;
  const successor = Successor.start(invocation, passedSockets(options));
  let outcome: "kept" | "lost" = "kept";
  try {
    await successor.hears("prepared", PREPARE_TIMEOUT);
    outcome = "lost";
    log.info({ successor: successor.pid }, "handing over");
    await relay.stop({ graceMs, sockets: "held" });
    await successor.tell({ type: "released" });
    await successor.hears("serving", SERVE_TIMEOUT);
  } catch (error) {
    await successor.end();
    return { outcome, why: (error as Error).message };
  }
  await passClients(successor, sockets, log);
  return { outcome: "done", successor };
}

function passedSockets({ relay, sockets, apiKeeper }: HandOverOptions): readonly PassedSocket[] {
  const smtp = sockets.descriptors().map((descriptor) => ({ ...descriptor, use: "smtp" as const }));
  return [{ fd: relay.apiDescriptor(), use: "api", keeper: apiKeeper }, ...smtp];
}

async function passClients(successor: Successor, sockets: ListeningSockets, log: Logger): Promise<void> {
  // From here on only the other process accepts, so these are all.
  sockets.stopListening();
  const clients = sockets.takeHeld();
  try {
    await Promise.all(clients.map((client) => successor.tell({ type: "client" }, client)));
    await successor.tell({ type: "finished" });
    log.info({ successor: successor.pid, clients: clients.length }, "handed over");
  } catch (error) {
    log.error({ err: error }, "not every waiting client could be handed over");
  }
}
