import { seededRandom } from "../../bench/seeded-random";

/** Choices of one fuzz run: the same seed makes the same inputs. */
export class FuzzRandom {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** Mostly few, seldom many. */
  count(most: number): number {
    return Math.floor(most * this.next() ** 3);
  }

  list<Item>(most: number, make: () => Item): readonly Item[] {
    return Array.from({ length: this.count(most + 1) }, make);
  }

  text(alphabet: string, most: number): string {
    return Array.from({ length: this.count(most + 1) }, () => this.pick([...alphabet])).join("");
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }

  /** Cuts bytes in pieces: none, few, or one for each byte. */
  cut(bytes: Buffer): readonly Buffer[] {
    const longest = this.pick([bytes.length + 1, 1, 2, 3, 7, 64, 1024]);
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length;) {
      const length = this.between(1, Math.max(1, longest));
      pieces.push(bytes.subarray(at, at + length));
      at += length;
    }
    return pieces;
  }
}
