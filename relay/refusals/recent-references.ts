/** How long the same refusal keeps its reference, in milliseconds. */
const WINDOW = 60_000;
const MOST = 2_000;

/** The references of the last minute: a client that tries the same again gets the same one, and no new line on disk. */
export class RecentReferences {
  private readonly known = new Map<string, { readonly ref: string; readonly at: number }>();

  find(key: string, now: number): string | undefined {
    const found = this.known.get(key);
    return found !== undefined && now - found.at < WINDOW ? found.ref : undefined;
  }

  remember(key: string, ref: string, now: number): void {
    this.known.delete(key);
    // A Map hands out its keys in the order of their coming.
    if (this.known.size >= MOST)
      for (const oldest of this.known.keys()) return this.replace(oldest, key, { ref, at: now });
    this.known.set(key, { ref, at: now });
  }

  private replace(oldest: string, key: string, value: { readonly ref: string; readonly at: number }): void {
    this.known.delete(oldest);
    this.known.set(key, value);
  }
}
