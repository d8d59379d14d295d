interface Timed<Item> {
  readonly at: number;
  readonly item: Item;
}

/** Items by time, earliest first: a binary heap. An item may stand in it more than once. */
export class TimeHeap<Item> {
  readonly #items: Timed<Item>[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The earliest time. */
  get next(): number | undefined {
    return this.#items[0]?.at;
  }

  push(at: number, item: Item): void {
    const items = this.#items;
    let index = items.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = items[parent] as Timed<Item>;
      if (above.at <= at) break;
      items[index] = above;
      index = parent;
    }
    items[index] = { at, item };
  }

  /** Takes the earliest item out, with its time. */
  pop(): Timed<Item> | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (items.length > 0 && last !== undefined) this.#sink(last);
    return first;
  }

  #sink(moved: Timed<Item>): void {
    const items = this.#items;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= items.length) break;
      const right = items[child + 1];
      if (right !== undefined && right.at < (items[child] as Timed<Item>).at) child++;
      const below = items[child] as Timed<Item>;
      if (below.at >= moved.at) break;
      items[index] = below;
      index = child;
    }
    items[index] = moved;
  }
}
