import type { IpRange } from "../ip-range";
import type { RelayAnswer } from "./relay-answer";
import type { RelayBox } from "./relay-box";
import type { RelayProbe } from "./relay-probe";
import type { UnknownValue } from "./relay-world";

/**
 * - `widened`, `narrowed`: the verdict rises or falls (refuse < accept < relay).
 * - `moved`: the same verdict by another connector.
 * - `side-effect`: the same verdict by the same connector, with other effects.
 */
export type ImpactKind = "widened" | "narrowed" | "moved" | "side-effect";

export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** Why a row is more than its kind says (closed list; docs explain each). */
export type SeverityReason =
  | "public-addresses"
  | "anonymous-relay"
  | "any-sender-to-any-recipient"
  | "externally-secured-network"
  | "proxy-in-range"
  | "password-in-clear";

/** A set of probes whose answer changes in one way. */
export interface ImpactRow {
  readonly kind: ImpactKind;
  readonly severity: Severity;
  readonly severityReasons: readonly SeverityReason[];
  readonly box: RelayBox;
  /** Of the witness; every probe of the box has the same verdict, connector, deciding entry and effects as it. */
  readonly before: RelayAnswer;
  readonly after: RelayAnswer;
  readonly witness: RelayProbe;
  /** Names of effects that differ, as RelayEffects spells them; empty when one side refuses. */
  readonly changedEffects: readonly string[];
}

/** Where mail of some domains leaves, when that changes. */
export interface RouteChange {
  /** `*.contoso.com`, `contoso.com`, or `*` for every domain without a route of its own. */
  readonly domains: readonly string[];
  /** Null: held, there is no route. */
  readonly before: RouteEnd | null;
  readonly after: RouteEnd | null;
}

export interface RouteEnd {
  readonly sendConnector: string;
  /** Smart hosts, or `MX`. */
  readonly nextHops: readonly string[];
  /** Least that the next host must prove. */
  readonly tls: string;
}

/** Addresses whose PROXY header is believed: whoever has one can claim any client address. */
export interface ProxyChange {
  readonly added: readonly IpRange[];
  readonly removed: readonly IpRange[];
}

/**
 * Where AUTH is newly offered in clear: from now on a password may cross the network unprotected, whoever's it is and
 * whatever the account may do then. Rows tell it only of mail that is taken.
 */
export interface ClearAuth {
  /** It offers AUTH. */
  readonly connector: string;
  readonly endpoints: RelayBox["endpoints"];
  readonly addresses: RelayBox["addresses"];
}

/** Everything that differs for the world between two configurations. Plain data but for bigint in IPv6 ranges. */
export interface ImpactReport {
  /** Worst first, then by kind, then by address. */
  readonly rows: readonly ImpactRow[];
  readonly routes: readonly RouteChange[];
  readonly proxies: ProxyChange;
  /** Absent: nowhere. */
  readonly clearAuth?: readonly ClearAuth[];
  /** Of the after side: each is a "might relay". */
  readonly unknowns: readonly UnknownValue[];
  /** What is allowed for longer than before, the first moment first. Absent: nothing is, or only one moment was compared. */
  readonly later?: readonly LaterAccess[];
}

/** What goes on, or is worth more, when on the before side something has ended. */
export interface LaterAccess {
  /** Epoch milliseconds: the end on the before side. */
  readonly at: number;
  /** Two configurations as of then: rows that are widened or raise an effect, and are in no earlier comparison. */
  readonly rows: readonly ImpactRow[];
}
