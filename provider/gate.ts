/**
 * Lets only so many calls run at a time; the others wait their turn in order. The engine may ask for hundreds of changes
 * at once, which a host makes one by one: waiting here costs no connection and no part of a request's time limit.
 */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async pass<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    if (this.running >= this.most) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await call();
    } finally {
      const next = this.waiting.shift();
      // The place is handed on, so that nobody overtakes.
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
