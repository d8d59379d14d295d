const HEAD = 12;

/** The input that is being read, where another thread sees it: when the reader hangs, it can still be told which one. */
export class CurrentInput {
  private readonly head: Int32Array;
  private readonly bytes: Uint8Array;

  static allocate(): SharedArrayBuffer {
    return new SharedArrayBuffer(HEAD + 64 * 1024);
  }

  constructor(shared: SharedArrayBuffer) {
    this.head = new Int32Array(shared, 0, 3);
    this.bytes = new Uint8Array(shared, HEAD);
  }

  set(input: Buffer): void {
    const part = input.subarray(0, this.bytes.length);
    this.bytes.set(part);
    Atomics.store(this.head, 0, part.length);
    Atomics.add(this.head, 1, 1);
    Atomics.store(this.head, 2, 1);
  }

  /** Nothing is being read. */
  clear(): void {
    Atomics.store(this.head, 2, 0);
  }

  /** Number of the input, counted from 1; 0 while nothing is being read. */
  get turn(): number {
    return Atomics.load(this.head, 2) === 0 ? 0 : Atomics.load(this.head, 1);
  }

  get input(): Buffer {
    return Buffer.from(this.bytes.subarray(0, Atomics.load(this.head, 0)));
  }
}
