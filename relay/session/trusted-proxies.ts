import { type IpAddress, type IpRange, knownIpRange, rangeContains, type Snapshot } from "../../model";

/**
 * Networks whose PROXY header is believed: those of the transport configuration, narrowed by the ranges this host was
 * started with (null: not narrowed).
 */
export class TrustedProxies {
  private texts: readonly string[] = [];
  private ranges: readonly IpRange[] = [];

  constructor(private readonly narrowedTo: readonly IpRange[] | null) {}

  includes(snapshot: Snapshot, address: IpAddress): boolean {
    const isNarrowedOut = this.narrowedTo !== null && !this.narrowedTo.some((range) => rangeContains(range, address));
    return !isNarrowedOut && this.rangesOf(snapshot).some((range) => rangeContains(range, address));
  }

  // Read once a snapshot, not once a connection.
  private rangesOf({ transport }: Snapshot): readonly IpRange[] {
    if (transport.trustedProxies !== this.texts) {
      this.texts = transport.trustedProxies;
      this.ranges = this.texts.map(knownIpRange);
    }
    return this.ranges;
  }
}
