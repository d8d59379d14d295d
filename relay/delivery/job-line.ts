/** Recipients of one message that go to the same next hop, in one transaction. */
export interface Job {
  readonly queueId: string;
  /** Epoch milliseconds. */
  readonly lifetimeFrom: number;
  readonly recipientIds: readonly number[];
}

/** Jobs in the order in which they came. */
export class JobLine {
  #jobs: Job[] = [];
  #from = 0;

  get length(): number {
    return this.#jobs.length - this.#from;
  }

  add(job: Job): void {
    this.#jobs.push(job);
  }

  /** The first job; there must be one. */
  next(): Job {
    const job = this.#jobs[this.#from++] as Job;
    if (this.#from === this.#jobs.length || (this.#from > 1_000 && this.#from * 2 > this.#jobs.length)) {
      this.#jobs = this.#jobs.slice(this.#from);
      this.#from = 0;
    }
    return job;
  }

  /** The first jobs that are meant, `most` at most; they stay. */
  find(isMeant: (job: Job) => boolean, most: number): readonly Job[] {
    const found: Job[] = [];
    for (let at = this.#from; at < this.#jobs.length && found.length < most; at++) {
      const job = this.#jobs[at] as Job;
      if (isMeant(job)) found.push(job);
    }
    return found;
  }

  /** Takes out the jobs that are meant. */
  take(isMeant: (job: Job) => boolean): readonly Job[] {
    const jobs = this.#jobs.slice(this.#from);
    this.#from = 0;
    this.#jobs = jobs.filter((job) => !isMeant(job));
    return jobs.filter(isMeant);
  }
}
