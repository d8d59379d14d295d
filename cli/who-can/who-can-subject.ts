import type { IpRange, RelayGrant, UnknownValue } from "../../model";

/** Everybody whom a configuration lets in, to be shown. */
export interface WhoCanSubject {
  /** Of the configuration. */
  readonly label: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What was asked, in words: `relay`, or `hand in mail`. */
  readonly verb: "relay" | "hand in mail";
  readonly grants: readonly RelayGrant[];
  /** Addresses whose PROXY header is believed: whoever has one can claim any client address. */
  readonly trustedProxies: readonly IpRange[];
  /** Each may relay. */
  readonly unknowns: readonly UnknownValue[];
  readonly colour?: boolean;
}
