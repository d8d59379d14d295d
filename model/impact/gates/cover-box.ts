import { unionRanges } from "../../ip-interval";
import type { IpRange } from "../../ip-range";
import type { ImpactKind } from "../impact-report";
import type { RelayBox } from "../relay-box";
import type { RelayWorld } from "../relay-world";
import { splitBox } from "./box-algebra";
import type { GateRule } from "./gate-rules";
import { type Cell, cellOf } from "./rule-cell";

/** A box that needs rules, and what its rules are held against. */
export interface BoxSubject {
  readonly box: RelayBox;
  readonly world: Pick<RelayWorld, "snapshot">;
  readonly connector: string | null;
  /** Null: nothing changes. */
  readonly kind: ImpactKind | null;
}

export interface BoxCover {
  /** Parts that no rule covers; disjoint. */
  readonly rest: readonly RelayBox[];
  /** Addresses that rely on a rule with maxAddresses: no rule without one covers all that it covers of them. */
  readonly relying: ReadonlyMap<GateRule, readonly IpRange[]>;
}

/** The box, less everything that rules cover. The order of rules makes no difference. */
export function coverBox(subject: BoxSubject, rules: readonly GateRule[]): BoxCover {
  const free = rules.filter(({ maxAddresses }) => maxAddresses === null);
  const counted = rules.filter(({ maxAddresses }) => maxAddresses !== null);
  let needy: readonly RelayBox[] = [subject.box];
  for (const rule of free) needy = splitAll(needy, rule, subject).rest;
  let rest = needy;
  const relying = new Map<GateRule, readonly IpRange[]>();
  for (const rule of counted) {
    const { covered } = splitAll(needy, rule, subject);
    if (covered.length > 0) relying.set(rule, unionRanges(...covered.map(({ addresses }) => addresses)));
    rest = splitAll(rest, rule, subject).rest;
  }
  return { rest, relying };
}

interface Split {
  readonly covered: readonly RelayBox[];
  readonly rest: readonly RelayBox[];
}

function splitAll(boxes: readonly RelayBox[], rule: GateRule, subject: BoxSubject): Split {
  const reach = cellOf(rule, { ...subject, by: "cover" });
  if (reach === undefined || boxes.length === 0) return { covered: [], rest: boxes };
  const excepts = rule.except
    .map((except) => cellOf(except, { ...subject, by: "touch" }))
    .filter((cell) => cell !== undefined);
  const splits = boxes.map((box) => splitByRule(box, reach, excepts));
  return { covered: splits.flatMap(({ covered }) => covered), rest: splits.flatMap(({ rest }) => rest) };
}

function splitByRule(box: RelayBox, reach: Cell, excepts: readonly Cell[]): Split {
  const { inside, outside } = splitBox(box, reach);
  const rest = [...outside];
  let covered = inside === undefined ? [] : [inside];
  for (const except of excepts) {
    const splits = covered.map((part) => splitBox(part, except));
    covered = splits.flatMap((split) => split.outside);
    for (const { inside: excepted } of splits) if (excepted !== undefined) rest.push(excepted);
  }
  return { covered, rest };
}
