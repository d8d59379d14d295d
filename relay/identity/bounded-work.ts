/** There is as much to do as the host takes on: ask again later. */
export class TooMuchWork extends Error {
  constructor() {
    super("too many logins are waiting");
    this.name = "TooMuchWork";
  }
}

export interface BoundedWork {
  /** @throws TooMuchWork when nothing more may wait. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
}

/** Does a few tasks at once, lets some wait in order, and turns the rest away: a flood takes neither memory nor threads. */
export function createBoundedWork({
  atOnce,
  waiting,
}: {
  readonly atOnce: number;
  readonly waiting: number;
}): BoundedWork {
  const queue: (() => void)[] = [];
  let running = 0;
  const begin = (): Promise<void> | undefined => {
    if (running < atOnce) {
      running++;
      return undefined;
    }
    if (queue.length >= waiting) throw new TooMuchWork();
    return new Promise((resolve) => queue.push(resolve));
  };
  const end = (): void => {
    const next = queue.shift();
    if (next === undefined) running--;
    else next();
  };
  return {
    async run(task) {
      await begin();
      try {
        return await task();
      } finally {
        end();
      }
    },
  };
}
