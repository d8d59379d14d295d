import type { Binding } from "../../binding";
import type { Failure } from "../../failure";
import { failure } from "../../fields/outcome";
import { subtractRanges } from "../../ip-interval";
import { formatIpRange } from "../../ip-range";
import type { GateRule, RuleIdentity, RuleReach } from "./gate-rules";
import { coversAll, isWithinReach, doReachesMeet } from "./reach-relations";
import { identityKey, isRecipientKeyword, REACH_KEYS } from "./rule-keys";
import { isScopeWithin } from "./scope-algebra";

/**
 * What is wrong with the exceptions of a rule: each must take something away from its rule, and together they must
 * leave something. One that has no effect is a mistake that would let through what it was written to stop.
 */
export function judgeExcepts(rule: GateRule): readonly Failure[] {
  const outside = rule.except.flatMap((reach, place) => judgeReach(rule, reach, `${rule.path}.except[${place}]`));
  if (outside.length > 0 || rule.except.length === 0) return outside;
  const idle = rule.except.flatMap((_, place) => judgeBesideEarlier(rule, place));
  if (idle.length > 0 || !coversAll(rule, rule.except)) return idle;
  const complaint = `leaves nothing of the rule: take the rule out, or correct what is excepted.`;
  return [failure("RELAY_RULE_EXCEPT", `${rule.path}.except`, complaint)];
}

function judgeReach(rule: GateRule, reach: RuleReach, path: string): readonly Failure[] {
  return (Object.keys(REACH_KEYS) as (keyof RuleReach)[]).flatMap((key) => {
    const [stray] = STRAYS[key](reach, rule);
    if (stray === undefined) return [];
    const complaint = `lies outside of ${rule.path}.${key}: ${stray} is not in there, so nothing is excepted. Correct it.`;
    return [failure("RELAY_RULE_EXCEPT", `${path}.${key}`, complaint)];
  });
}

/** What of an exception is not within its rule, in words. */
type Strays = (reach: RuleReach, rule: RuleReach) => readonly string[];

const STRAYS: { readonly [Key in keyof RuleReach]-?: Strays } = {
  addresses: (reach, rule) =>
    rule.addresses === null ? [] : subtractRanges(reach.addresses ?? [], rule.addresses).map(formatIpRange),
  bindings: strays("bindings", isBindingWithin, ({ address, port }) => `${address}:${port}`),
  tls: (reach, rule) => (reach.tls !== null && rule.tls !== null && reach.tls !== rule.tls ? [reach.tls] : []),
  identities: strays("identities", mayIdentitiesMeet, identityKey),
  senders: strays("senders", isScopeWithin, String),
  recipients: strays("recipients", mayRecipientsMeet, String),
  connectors: strays("connectors", (one, other) => one.toLowerCase() === other.toLowerCase(), String),
  kinds: strays("kinds", (one, other) => one === other, String),
};

type ListKey = Exclude<keyof RuleReach, "addresses" | "tls">;
type ItemOf<Key extends ListKey> = NonNullable<RuleReach[Key]>[number];

function strays<Key extends ListKey>(
  key: Key,
  isIn: (item: ItemOf<Key>, other: ItemOf<Key>) => boolean,
  inWords: (item: ItemOf<Key>) => string,
): Strays {
  return (reach, rule) => {
    const wanted: readonly ItemOf<Key>[] = reach[key] ?? [];
    const given: readonly ItemOf<Key>[] | null = rule[key];
    if (given === null) return [];
    return wanted.filter((item) => !given.some((other) => isIn(item, other))).map(inWords);
  };
}

function isBindingWithin(one: Binding, other: Binding): boolean {
  return one.family === other.family && one.port === other.port && (other.isWildcard || one.address === other.address);
}

/** Groups are known to a host only, so an account may be in any. */
function mayIdentitiesMeet(one: RuleIdentity, other: RuleIdentity): boolean {
  if (identityKey(one) === identityKey(other)) return true;
  const kinds = [one.kind, other.kind];
  if (kinds.includes("any-partner")) return kinds.includes("partner");
  if (kinds.includes("anonymous") || kinds.includes("partner")) return false;
  return one.kind !== other.kind && !(kinds.includes("account") && kinds.includes("directory-account"));
}

function mayRecipientsMeet(one: string, other: string): boolean {
  const keywords = [one, other].filter(isRecipientKeyword);
  return keywords.length === 1 || (keywords.length === 2 ? one === other : isScopeWithin(one, other));
}

/** An exception may overlap another only where each says something that the other does not. */
function judgeBesideEarlier(rule: GateRule, place: number): readonly Failure[] {
  const reach = rule.except[place] as RuleReach;
  const path = `${rule.path}.except[${place}]`;
  const others = rule.except.map((other, index) => ({ other, index })).filter(({ index }) => index !== place);
  for (const { other, index } of others) {
    const isIdle = isWithinReach(rule, reach, other) && (index < place || !isWithinReach(rule, other, reach));
    if (isIdle) {
      const complaint = `is within ${rule.path}.except[${index}] and excepts nothing more. Take it out, or correct it.`;
      return [failure("RELAY_RULE_EXCEPT", path, complaint)];
    }
    if (index < place && haveSameKeys(reach, other) && doReachesMeet(rule, reach, other)) {
      const complaint = `overlaps ${rule.path}.except[${index}]: make the two disjoint, or write them as one.`;
      return [failure("RELAY_RULE_EXCEPT", path, complaint)];
    }
  }
  return [];
}

function haveSameKeys(one: RuleReach, other: RuleReach): boolean {
  return (Object.keys(REACH_KEYS) as (keyof RuleReach)[]).every((key) => (one[key] === null) === (other[key] === null));
}
