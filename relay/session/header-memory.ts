/** Memory for headers that arrive, of all sessions together. */
const MOST = 48 * 1024 * 1024;

/**
 * Counts what the header blocks of arriving messages hold: a body goes to a file when it is large, a header stays in memory
 * until it is judged, and thousands of clients may send theirs slowly.
 */
export class HeaderMemory {
  private held = 0;

  constructor(private readonly most = MOST) {}

  /** False: there is no room for them; they count all the same until they are let go. */
  hold(bytes: number): boolean {
    this.held += bytes;
    return this.held <= this.most;
  }

  letGo(bytes: number): void {
    this.held -= bytes;
  }

  /** Nothing more should begin to arrive. */
  get isFull(): boolean {
    return this.held > this.most / 2;
  }
}
