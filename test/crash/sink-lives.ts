import type { ReceivedMessage } from "../delivery/scripted-sink";
import { crashBody } from "./crash-body";

/** What arrived at the sink, and in which life of the host. */
export class SinkLives {
  life = 1;
  /** Messages that came twice though the host had not died in between. */
  readonly twiceInOneLife: string[] = [];
  readonly #lives = new Map<string, number[]>();

  /** @throws when the body is not the one that was sent */
  take({ body }: ReceivedMessage): void {
    const id = /^Subject: (\S+)/m.exec(body.subarray(0, 2_000).toString("latin1"))?.[1] ?? "";
    const sent = crashBody(id);
    const text = sent.indexOf("\r\n\r\n");
    if (!body.subarray(body.length - sent.length + text).equals(sent.subarray(text)))
      throw new Error(`The body of ${id} arrived changed.`);
    const lives = this.#lives.get(id) ?? [];
    if (lives.includes(this.life)) this.twiceInOneLife.push(id);
    lives.push(this.life);
    this.#lives.set(id, lives);
  }

  has(id: string): boolean {
    return this.#lives.has(id);
  }

  get arrivals(): number {
    return [...this.#lives.values()].reduce((sum, lives) => sum + lives.length, 0);
  }

  get messages(): number {
    return this.#lives.size;
  }
}
