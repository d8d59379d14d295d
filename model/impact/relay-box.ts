import type { IpRange } from "../ip-range";
import type { LocalEndpoint } from "../snapshot";
import type { MailClass } from "./mail-class";
import type { ProbeSession } from "./relay-probe";

/** A set of probes: the product of its parts, none of them empty. */
export interface RelayBox {
  /** Sorted, disjoint, merged; may hold both families only when the endpoints do. */
  readonly addresses: readonly IpRange[];
  /** The family's wildcard stands for every local address that nothing is bound to by itself. */
  readonly endpoints: readonly LocalEndpoint[];
  readonly sessions: readonly ProbeSession[];
  readonly senders: readonly MailClass[];
  readonly recipients: readonly MailClass[];
  /**
   * Whether letters beyond ASCII (RFC 6531) may be in the local part of sender or recipient: too, or it is only about
   * addresses of which one has some. Absent: neither has any.
   */
  readonly internationalized?: "too" | "only";
}
