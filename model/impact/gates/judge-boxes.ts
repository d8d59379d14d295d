import { countAddresses, unionRanges } from "../../ip-interval";
import type { IpRange } from "../../ip-range";
import type { ImpactRow } from "../impact-report";
import type { RelayAnswer } from "../relay-answer";
import type { RelayProbe } from "../relay-probe";
import { amountWords, countWords, rangesWords } from "../words/address-words";
import { boxWords } from "../words/box-words";
import { probeWithin } from "./box-algebra";
import { type BoxSubject, coverBox } from "./cover-box";
import type { CrowdedViolation, GateName, UncoveredViolation } from "./gate-result";
import type { GateRule } from "./gate-rules";
import { mergeBoxes } from "./merge-boxes";
import { nearRules, type NearSubject } from "./near-rules";

/** A box with the answer that needs a rule. */
export interface JudgedBox extends BoxSubject {
  readonly answer: RelayAnswer;
  /** Null for what is, and not what changes. */
  readonly row: ImpactRow | null;
  readonly witness: RelayProbe;
}

/** What of the boxes no rule covers, and which rules more addresses rely on than they permit. */
export function judgeBoxes(
  gate: GateName,
  boxes: readonly JudgedBox[],
  rules: readonly GateRule[],
): readonly (UncoveredViolation | CrowdedViolation)[] {
  const covers = boxes.map((judged) => ({ judged, ...coverBox(judged, rules) }));
  const uncovered = covers.flatMap(({ judged, rest }) =>
    mergeBoxes(rest).map((box) => uncoveredBox(gate, { ...judged, box, whole: judged.box }, rules)),
  );
  const crowded = rules.flatMap((rule) => {
    const relying = covers.filter((cover) => cover.relying.has(rule));
    return crowdedRule(
      gate,
      rule,
      relying.map(({ judged, relying: of }) => ({ judged, addresses: of.get(rule) ?? [] })),
    );
  });
  return [...crowded, ...uncovered];
}

function uncoveredBox(gate: GateName, judged: JudgedBox & NearSubject, rules: readonly GateRule[]): UncoveredViolation {
  const { box, answer, row } = judged;
  const nearest = nearRules(judged, rules);
  const [first] = nearest;
  const whose =
    nearest.length === 1 && first !== undefined ? `${gate} "${first.rule}" does not allow` : `no ${gate} allows`;
  return {
    kind: "not-covered",
    message: `${whose} ${countWords(box.addresses)} (${rangesWords(box.addresses)}): ${boxWords(box)}`,
    rest: box,
    answer,
    row,
    witness: probeWithin(box, judged.witness),
    nearest,
  };
}

interface RelyingPart {
  readonly judged: JudgedBox;
  readonly addresses: readonly IpRange[];
}

function crowdedRule(gate: GateName, rule: GateRule, parts: readonly RelyingPart[]): readonly CrowdedViolation[] {
  const { name, path, maxAddresses: limit } = rule;
  const addresses = unionRanges(...parts.map((part) => part.addresses));
  const { v4, v6 } = countAddresses(addresses);
  const count = v4 + v6;
  const [first] = parts;
  if (limit === null || first === undefined || count <= BigInt(limit)) return [];
  const most = `${amountWords(BigInt(limit))} ${limit === 1 ? "address" : "addresses"}`;
  return [
    {
      kind: "too-many-addresses",
      message: `${gate} "${name}" permits at most ${most}, ${amountWords(count)} rely on it`,
      rule: name,
      path,
      limit,
      count,
      addresses,
      witness: probeWithin({ ...first.judged.box, addresses: first.addresses }, first.judged.witness),
    },
  ];
}
