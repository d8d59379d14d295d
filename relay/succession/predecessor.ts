import { once } from "node:events";
import { Socket } from "node:net";
import type { PredecessorMessage, SuccessorMessage } from "./succession-message";

/** The host that this process follows, as this process sees it. */
export class Predecessor {
  readonly #released: Promise<void>;

  private constructor(onClient: (socket: Socket) => void) {
    const released = Promise.withResolvers<void>();
    this.#released = released.promise;
    process.on("message", (message: PredecessorMessage, handle: unknown) => {
      if (message.type === "released") released.resolve();
      if (message.type === "client" && handle instanceof Socket) onClient(asAccepted(handle));
      if (message.type === "finished") process.disconnect();
    });
    // It has ended, in whatever way: what it held is free.
    process.once("disconnect", released.resolve);
  }

  /** The one that started this process; undefined when somebody else did. */
  static ofThisProcess(onClient: (socket: Socket) => void): Predecessor | undefined {
    return process.send === undefined ? undefined : new Predecessor(onClient);
  }

  /** Resolves when the data directory is free. */
  released(): Promise<void> {
    return this.#released;
  }

  async tell(message: SuccessorMessage): Promise<void> {
    if (!process.connected) return;
    // It may end at this very moment; then there is nobody to tell.
    await new Promise((resolve) => process.send?.(message, undefined, undefined, resolve));
  }

  /** Resolves when it has handed over everything. */
  async finished(): Promise<void> {
    if (process.connected) await once(process, "disconnect");
  }
}

/** As sockets are that this process accepts itself. */
function asAccepted(socket: Socket): Socket {
  socket.setNoDelay(true);
  socket.allowHalfOpen = true;
  return socket;
}
