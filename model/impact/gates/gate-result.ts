import type { IpRange } from "../../ip-range";
import type { ClearAuth, ImpactRow, RouteChange } from "../impact-report";
import type { RelayAnswer } from "../relay-answer";
import type { RelayBox } from "../relay-box";
import type { RelayProbe } from "../relay-probe";
import type { UnknownValue } from "../relay-world";

export type GateName = "ceiling" | "intent" | "no-new-access";

/** What a gate says of a change. */
export interface GateResult {
  readonly gate: GateName;
  /** `cannot-tell`: nothing breaks it, and not everything is known; as good as a failure. */
  readonly outcome: "pass" | "fail" | "cannot-tell";
  readonly violations: readonly GateViolation[];
  /** Values that only an update will tell: each may relay. */
  readonly unknowns: readonly UnknownValue[];
}

export type GateViolation =
  | UncoveredViolation
  | CrowdedViolation
  | NewAccessViolation
  | RaisedTrustViolation
  | ClearAuthViolation
  | ProxyViolation
  | RouteViolation;

interface Violation {
  /** One line for people: `ceiling "crm" permits at most 4 addresses, 254 rely on it`. */
  readonly message: string;
}

/** No rule allows it. */
export interface UncoveredViolation extends Violation {
  readonly kind: "not-covered";
  /** What is left over when every rule has taken its part. */
  readonly rest: RelayBox;
  /** The answer that needs a rule. */
  readonly answer: RelayAnswer;
  /** The row that the rest is a part of; null for ceilings, which judge what is and not what changes. */
  readonly row: ImpactRow | null;
  /** Within the rest. */
  readonly witness: RelayProbe;
  /** Rules that come nearest, the nearest first, and what each of them leaves out. */
  readonly nearest: readonly NearRule[];
}

/** More addresses rely on a rule than it permits. */
export interface CrowdedViolation extends Violation {
  readonly kind: "too-many-addresses";
  readonly rule: string;
  readonly path: string;
  readonly limit: number;
  readonly count: bigint;
  readonly addresses: readonly IpRange[];
  readonly witness: RelayProbe;
}

/** Somebody is allowed more than before. */
export interface NewAccessViolation extends Violation {
  readonly kind: "new-access";
  readonly row: ImpactRow;
  readonly witness: RelayProbe;
}

/** Somebody's mail is trusted more than before. */
export interface RaisedTrustViolation extends Violation {
  readonly kind: "trust-raised";
  readonly row: ImpactRow;
  /** Names of RelayEffects. */
  readonly effects: readonly string[];
  readonly witness: RelayProbe;
}

/** Passwords may newly cross the network in clear. */
export interface ClearAuthViolation extends Violation {
  readonly kind: "clear-auth";
  readonly offer: ClearAuth;
}

/** Addresses whose PROXY header is, or would be, believed without leave. */
export interface ProxyViolation extends Violation {
  readonly kind: "trusted-proxies";
  readonly addresses: readonly IpRange[];
}

/** Mail of a domain leaves by another way without leave. */
export interface RouteViolation extends Violation {
  readonly kind: "route";
  readonly change: RouteChange;
}

export interface NearRule {
  readonly rule: string;
  readonly path: string;
  readonly missing: readonly MissingPart[];
}

/** Why a rule does not cover something. */
export interface MissingPart {
  /** Key of the rule file. */
  readonly key: RuleKey;
  /** `leaves out 192.168.2.0-192.168.2.54`. */
  readonly text: string;
}

export type RuleKey =
  "addresses" | "bindings" | "tls" | "identities" | "senders" | "recipients" | "connectors" | "kinds" | "except";
