/** Where the mail of a soak is: what clients were told, what arrived, what was reported. By envelope recipient. */
export class Ledger {
  readonly #promised = new Map<string, string>();
  readonly #arrived = new Map<string, number>();
  readonly #reported = new Set<string>();
  readonly #damaged: string[] = [];
  messages = 0;

  /** A client heard 250 for a message with this body (SHA-256) to these recipients. */
  promise(recipients: readonly string[], digest: string): void {
    this.messages++;
    for (const recipient of recipients) this.#promised.set(recipient, digest);
  }

  /** The smart host took it for these recipients. Before the promise is heard, too: mail is quick. */
  arrive(recipients: readonly string[], body: { readonly digest: string; readonly announced: string }): void {
    if (body.digest !== body.announced) this.#damaged.push(...recipients);
    for (const recipient of recipients) this.#arrived.set(recipient, (this.#arrived.get(recipient) ?? 0) + 1);
  }

  /** A notification says that the mail to this recipient failed. */
  report(recipient: string): void {
    this.#reported.add(recipient);
  }

  /** Recipients of whom only the queue can tell. */
  get open(): readonly string[] {
    return [...this.#promised.keys()].filter(
      (recipient) => !this.#arrived.has(recipient) && !this.#reported.has(recipient),
    );
  }

  /** @param inQueue recipients that wait or are held */
  balance(inQueue: ReadonlyMap<string, "waiting" | "held">): Balance {
    const open = this.open;
    const twice = [...this.#arrived].filter(([recipient, times]) => times > 1 && this.#promised.has(recipient));
    return {
      messages: this.messages,
      recipients: this.#promised.size,
      arrived: [...this.#promised.keys()].filter((recipient) => this.#arrived.has(recipient)).length,
      reported: [...this.#reported].filter((one) => this.#promised.has(one) && !this.#arrived.has(one)).length,
      waiting: open.filter((recipient) => inQueue.get(recipient) === "waiting").length,
      held: open.filter((recipient) => inQueue.get(recipient) === "held").length,
      lost: open.filter((recipient) => !inQueue.has(recipient)),
      damaged: this.#damaged,
      arrivedMoreThanOnce: twice.length,
    };
  }
}

export interface Balance {
  /** Messages that got a 250, and their recipients. */
  readonly messages: number;
  readonly recipients: number;
  /** Of the recipients: at the smart host; else reported as failed to the sender; else waiting; else held. */
  readonly arrived: number;
  readonly reported: number;
  readonly waiting: number;
  readonly held: number;
  /** Nowhere: must be empty. */
  readonly lost: readonly string[];
  /** Arrived with another body than was sent: must be empty. */
  readonly damaged: readonly string[];
  /** SMTP allows it where an answer was lost. */
  readonly arrivedMoreThanOnce: number;
}
