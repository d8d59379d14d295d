/**
 * What a counter is about.
 * - `connector`: everything it served.
 * - `range`: one client range of a connector, `name`.
 * - `client`: an address or (once a range has many) a block of them, `part`, that came by the range `name`.
 * - `principal`: who a session was, `name`.
 * - `refusal`: what would have been refused for the reason `name`, were the connector not observed only; `refused` is a
 *   client of it, `part`.
 * - `right`: the right `part` that the entry `name` granted (`preset:Group` or the id of a ConnectorPermission).
 */
export type CellKind = "connector" | "range" | "client" | "principal" | "right" | "refusal" | "refused";

/** What a counter counts. Times are epoch milliseconds. */
export interface Counts {
  readonly messages: number;
  readonly recipients: number;
  /** Of the recipients: in domains that are not ours. */
  readonly relayed: number;
  readonly bytes: number;
  readonly firstUse: number | null;
  readonly lastUse: number | null;
}

export interface CellIdentity {
  readonly kind: CellKind;
  readonly connectorId: string;
  readonly name: string;
  readonly part: string;
}

/** One counter. Changed in place, for every message: nothing is allocated on the way. */
export class UsageCell implements CellIdentity, Counts {
  messages = 0;
  recipients = 0;
  relayed = 0;
  bytes = 0;
  firstUse: number | null = null;
  lastUse: number | null = null;
  /** When the host began to watch it; null: as long as it has watched its connector. */
  since: number | null = null;
  /** Name of a connector, principal of a right. */
  label = "";
  /** How coarse the clients of a range are kept (see ClientSketch). */
  level = 0;
  /** Waits to be written. */
  isDirty = false;

  constructor(
    readonly kind: CellKind,
    readonly connectorId: string,
    readonly name: string,
    readonly part: string,
  ) {}

  /** Last use never goes back, whatever the clock does. */
  use(at: number): void {
    this.firstUse ??= at;
    if (this.lastUse === null || at > this.lastUse) this.lastUse = at;
  }

  countMessage(at: number, bytes: number): void {
    this.use(at);
    this.messages++;
    this.bytes += bytes;
  }

  countRecipient(at: number, relayed: number): void {
    this.use(at);
    this.recipients++;
    this.relayed += relayed;
  }

  /** The later of last use and beginning: what a counter is worth when some have to go. */
  get standing(): number {
    return Math.max(this.lastUse ?? 0, this.since ?? 0);
  }

  /** Takes the counts of a counter that goes into this one. */
  absorb(other: UsageCell): void {
    this.messages += other.messages;
    this.recipients += other.recipients;
    this.relayed += other.relayed;
    this.bytes += other.bytes;
    if (other.firstUse !== null) this.firstUse = Math.min(this.firstUse ?? Infinity, other.firstUse);
    if (other.lastUse !== null) this.lastUse = Math.max(this.lastUse ?? 0, other.lastUse);
  }
}
