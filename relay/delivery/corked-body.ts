import type { Socket } from "node:net";
import { Readable, type Writable } from "node:stream";

/**
 * A body in memory, handed to the socket together with the final dot: one packet less for each message. nodemailer only
 * pipes what it is given into its own transformation, which it pipes into the socket.
 */
export class CorkedBody extends Readable {
  readonly #body: Buffer;
  readonly #socket: Socket;

  constructor(body: Buffer, socket: Socket) {
    super({ autoDestroy: false, emitClose: false });
    this.#body = body;
    this.#socket = socket;
  }

  override pipe<Target extends NodeJS.WritableStream>(target: Target): Target {
    this.#socket.cork();
    // By then the transformation has passed on what the socket takes at once; the rest flows as it always does.
    setImmediate(() => this.#socket.uncork());
    (target as unknown as Writable).end(this.#body);
    return target;
  }
}
