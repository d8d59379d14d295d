import type { ReceivedMessage } from "../delivery/scripted-sink";
import { crashBody } from "./crash-body";

/** Where a message stands in what arrives: it is that, or a notification that gives it back whole. */
type Place = "message" | "notification";

const SUBJECTS: Readonly<Record<Place, RegExp>> = {
  message: /^Subject: (\S+)/m,
  notification: /^Subject: Undeliverable: (\S+)/m,
};

/** What arrived at the sink, and in which life of the host. */
export class SinkLives {
  life = 1;
  readonly #place: Place;
  /** Messages that came twice though the host had not died in between. */
  readonly twiceInOneLife: string[] = [];
  readonly #lives = new Map<string, number[]>();

  constructor(place: Place = "message") {
    this.#place = place;
  }

  /** @throws when the body is not the one that was sent */
  take({ body }: ReceivedMessage): void {
    const id = SUBJECTS[this.#place].exec(body.subarray(0, 2_000).toString("latin1"))?.[1] ?? "";
    const sent = crashBody(id);
    const text = sent.subarray(sent.indexOf("\r\n\r\n"));
    const isWhole =
      this.#place === "message" ? body.subarray(body.length - text.length).equals(text) : body.includes(text);
    if (!isWhole) throw new Error(`The body of ${id} arrived changed.`);
    const lives = this.#lives.get(id) ?? [];
    if (lives.includes(this.life)) this.twiceInOneLife.push(id);
    lives.push(this.life);
    this.#lives.set(id, lives);
  }

  has(id: string): boolean {
    return this.#lives.has(id);
  }

  get ids(): readonly string[] {
    return [...this.#lives.keys()];
  }

  get arrivals(): number {
    return [...this.#lives.values()].reduce((sum, lives) => sum + lives.length, 0);
  }

  get messages(): number {
    return this.#lives.size;
  }
}
