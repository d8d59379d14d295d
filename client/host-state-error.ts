/** A host that answers, and of which no configuration can be had all the same. */
export class HostStateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "HostStateError";
  }
}
