import type { Worker } from "node:worker_threads";
import type { StoreHealth, StoreMove } from "./config-store";
import { StoreError } from "./store-error";
import type { StoreCalls, StoreFault, StoreMessage, StoreMethod } from "./store-protocol";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** What the thread tells unasked, in the order in which it happens. */
export interface StoreNews {
  readonly onMove: (move: StoreMove) => void;
  readonly onHealth: (health: StoreHealth) => void;
}

export type OpenedStore = Extract<StoreMessage, { type: "open" }>;

/** Questions to the store's thread and its answers. When the thread ends, everything asked and yet to be asked fails. */
export class StoreThread {
  /** What the thread opened; rejects when it could not. */
  readonly opened: Promise<OpenedStore>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opening = Promise.withResolvers<OpenedStore>();
  #lastId = 0;
  #ended: StoreError | undefined;
  #isClosing = false;
  readonly #news: StoreNews;

  constructor(worker: Worker, news: StoreNews) {
    this.#worker = worker;
    this.#news = news;
    this.opened = this.#opening.promise;
    worker.on("message", (message: StoreMessage) => this.#receive(message));
    worker.on("error", (error: Error) => this.#end(error.message));
    worker.on("exit", (code) => this.#end(`it exited with code ${code}`));
  }

  call<M extends StoreMethod>(method: M, ...args: Parameters<StoreCalls[M]>): ReturnType<StoreCalls[M]> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, method, args });
    });
    return answer as ReturnType<StoreCalls[M]>;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#ended === undefined) await this.call("close");
    await this.#worker.terminate();
  }

  #receive(message: StoreMessage): void {
    if (message.type === "open") this.#opening.resolve(message);
    else if (message.type === "failed") this.#opening.reject(asError(message.fault));
    else if (message.type === "moved") this.#news.onMove(message.move);
    else if (message.type === "health") this.#news.onHealth(message.health);
    else this.#settle(message);
  }

  #settle(message: Extract<StoreMessage, { type: "answer" | "fault" }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === "answer") waiting?.resolve(message.value);
    else waiting?.reject(asError(message.fault));
  }

  #end(why: string): void {
    this.#ended ??= new StoreError("RELAY_STORE_DAMAGED", `The config store's thread has ended: ${why}.`);
    this.#opening.reject(this.#ended);
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
    // Who closed it knows that it is gone.
    if (!this.#isClosing) this.#news.onHealth({ ok: false, since: Date.now(), reason: this.#ended.message });
  }
}

function asError({ code, message }: StoreFault): Error {
  return code === null ? new Error(message) : new StoreError(code, message);
}
