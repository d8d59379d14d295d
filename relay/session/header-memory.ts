/** Memory for headers that arrive, of all sessions together. */
const MOST = 48 * 1024 * 1024;
/** One header that is no larger has room while the others have taken half of it. */
const SMALL = 16 * 1024;

/**
 * Counts what the header blocks of arriving messages hold: a body goes to a file when it is large, a header stays in memory
 * until it is judged, and thousands of clients may send theirs slowly. When memory gets short, large headers go first.
 */
export class HeaderMemory {
  private held = 0;

  constructor(private readonly most = MOST) {}

  /**
   * Holds more bytes of one header, which has `size` with them. False: there is no room for them; they count all the same
   * until they are let go.
   */
  hold(bytes: number, size: number): boolean {
    this.held += bytes;
    return this.held <= (size > SMALL ? this.most / 2 : this.most);
  }

  letGo(bytes: number): void {
    this.held -= bytes;
  }

  /** Nothing more should begin to arrive. */
  get isFull(): boolean {
    return this.held > this.most;
  }
}
