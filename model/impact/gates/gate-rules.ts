import type { Binding } from "../../binding";
import type { IpRange } from "../../ip-range";
import type { ImpactKind } from "../impact-report";
import type { RelayVerdict } from "../relay-answer";

/** Who a rule speaks about, as a rule file names it. */
export type RuleIdentity =
  /** Proves nothing: known by its address alone, externally secured clients included. */
  | { readonly kind: "anonymous" }
  /** Everybody who logs in, of the directory or declared. */
  | { readonly kind: "any-account" }
  | { readonly kind: "account"; readonly username: string }
  /** Everybody who logs in and is in this group. */
  | { readonly kind: "group"; readonly name: string }
  /** Everybody of the directory who logs in. */
  | { readonly kind: "directory-account" }
  | { readonly kind: "any-partner" }
  | { readonly kind: "partner"; readonly domain: string };

/** A part of everything that a host can be asked: the product of what it names. Null: not restricted. */
export interface RuleReach {
  /** Sorted, disjoint, merged. */
  readonly addresses: readonly IpRange[] | null;
  /** A wildcard stands for every local address of its family. */
  readonly bindings: readonly Binding[] | null;
  /** `required`: only with TLS; `none`: only in clear. */
  readonly tls: "required" | "none" | null;
  readonly identities: readonly RuleIdentity[] | null;
  /** Scopes: address, domain, `*.domain`, `<>`. */
  readonly senders: readonly string[] | null;
  /** Scopes, and `external` or `accepted`: by whether the domain is one of the host's accepted domains. */
  readonly recipients: readonly string[] | null;
  /** Names of the connectors that serve the client. */
  readonly connectors: readonly string[] | null;
  /** Of intents only. */
  readonly kinds: readonly ImpactKind[] | null;
}

/** One thing that may be: its reach without what is excepted. */
export interface GateRule extends RuleReach {
  /** Unique within the file. */
  readonly name: string;
  /** Place in the file: `allow[2]`. */
  readonly path: string;
  /** Most addresses that may rely on it; null: as many as its reach has. */
  readonly maxAddresses: number | null;
  readonly except: readonly RuleReach[];
}

interface GateRules {
  /** Empty: nothing may. */
  readonly allow: readonly GateRule[];
  /** Addresses whose PROXY header may be believed (ceiling), or may begin or cease to be (intent). */
  readonly trustedProxies: readonly IpRange[];
}

/** What may ever be allowed. */
export interface CeilingRules extends GateRules {
  readonly gate: "ceiling";
  /** Which answers need a rule. */
  readonly verdicts: readonly RelayVerdict[];
}

/** What alone may change. */
export interface IntentRules extends GateRules {
  readonly gate: "intent";
  /** Domains whose mail may leave by another way: as RouteChange spells them. */
  readonly routes: readonly string[];
  /** Names of the receive connectors that may newly offer AUTH in clear. */
  readonly clearAuth: readonly string[];
}
