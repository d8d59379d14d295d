import { subtractRanges } from "../../ip-interval";
import { knownIpRange } from "../../ip-range-text";
import type { RelayGrant } from "../relay-grant";
import type { RelayWorld } from "../relay-world";
import { rangesWords } from "../words/address-words";
import { gateResult } from "./decide-outcome";
import type { GateResult, ProxyViolation } from "./gate-result";
import type { CeilingRules } from "./gate-rules";
import { judgeBoxes } from "./judge-boxes";

export interface CeilingSubject {
  /** Everything that is allowed, by whoCan of the rules' verdicts and namedValues. */
  readonly grants: readonly RelayGrant[];
  readonly world: RelayWorld;
}

/** Whether everything that a configuration allows is within the ceiling. */
export function judgeCeiling(rules: CeilingRules, { grants, world }: CeilingSubject): GateResult {
  const judged = grants.filter(({ answer }) => rules.verdicts.includes(answer.verdict));
  const boxes = judged.map(({ box, answer, witness }) => {
    return { box, world, connector: answer.connector, kind: null, answer, row: null, witness };
  });
  const violations = [...judgeBoxes("ceiling", boxes, rules.allow), ...judgeProxies(rules, world)];
  return gateResult("ceiling", violations, world.unknowns);
}

/** Whoever has the address of a trusted proxy can claim every other one. */
function judgeProxies({ trustedProxies }: CeilingRules, { state }: RelayWorld): readonly ProxyViolation[] {
  const trusted = state.transportConfig.settings.trustedProxies.map(knownIpRange);
  const addresses = subtractRanges(trusted, trustedProxies);
  if (addresses.length === 0) return [];
  const message = `ceiling: ${rangesWords(addresses)} may claim every client address as a trusted proxy, and trustedProxies of the file does not allow it`;
  return [{ kind: "trusted-proxies", message, addresses }];
}
