import { lowerAscii } from "../../ascii-case";
import { formatInstant } from "../../instant";
import { subtractRanges } from "../../ip-interval";
import type { ImpactReport, ImpactRow, RouteChange } from "../impact-report";
import type { RelayWorld } from "../relay-world";
import { rangesWords } from "../words/address-words";
import { clearAuthWords } from "../words/clear-auth-words";
import { listWords } from "../words/list-words";
import { gateResult } from "./decide-outcome";
import type { ClearAuthViolation, GateResult, GateViolation, ProxyViolation, RouteViolation } from "./gate-result";
import type { IntentRules } from "./gate-rules";
import { judgeBoxes, type JudgedBox } from "./judge-boxes";
import { isScopeWithin } from "./scope-algebra";

export interface IntentSubject {
  /** By compareOverTime of the rules' namedValues: what lasts longer is a change too. */
  readonly report: ImpactReport;
  readonly before: RelayWorld;
  readonly after: RelayWorld;
}

/** Whether a change changes nothing but what the intent says. */
export function judgeIntent(rules: IntentRules, { report, before, after }: IntentSubject): GateResult {
  const { rows, later = [] } = report;
  const moments = new Map(later.flatMap(({ at, rows: of }) => of.map((row) => [row, at] as const)));
  const boxes = [...rows, ...moments.keys()].map((row) => judgedRow(row, { before, after }));
  const violations = [
    ...judgeBoxes("intent", boxes, rules.allow).map((violation) => withMoment(violation, moments)),
    ...judgeProxies(rules, report),
    ...judgeRoutes(rules, report),
    ...judgeClearAuth(rules, report),
  ];
  return gateResult("intent", violations, report.unknowns);
}

function withMoment<V extends GateViolation>(violation: V, moments: ReadonlyMap<ImpactRow, number>): V {
  const at = violation.kind === "not-covered" && violation.row !== null ? moments.get(violation.row) : undefined;
  return at === undefined ? violation : { ...violation, message: `after ${formatInstant(at)}: ${violation.message}` };
}

/** Connector, groups and accepted domains of a row are those of the side that permits more; of after where both do. */
function judgedRow(row: ImpactRow, { before, after }: Pick<IntentSubject, "before" | "after">): JudgedBox {
  const [world, answer] = row.kind === "narrowed" ? [before, row.before] : [after, row.after];
  const { box, kind, witness } = row;
  return { box, world, connector: answer.connector, kind, answer, row, witness };
}

function judgeProxies({ trustedProxies }: IntentRules, { proxies }: ImpactReport): readonly ProxyViolation[] {
  const changes = [
    { addresses: subtractRanges(proxies.added, trustedProxies), verb: "becomes a trusted proxy" },
    { addresses: subtractRanges(proxies.removed, trustedProxies), verb: "is a trusted proxy no longer" },
  ];
  return changes.flatMap(({ addresses, verb }): readonly ProxyViolation[] => {
    if (addresses.length === 0) return [];
    return [{ kind: "trusted-proxies", message: `intent: ${rangesWords(addresses)} ${verb}`, addresses }];
  });
}

function judgeRoutes({ routes }: IntentRules, report: ImpactReport): readonly RouteViolation[] {
  return report.routes.flatMap((change): readonly RouteViolation[] => {
    const domains = change.domains.filter((domain) => !routes.some((route) => isRouteWithin(domain, route)));
    if (domains.length === 0) return [];
    const message = `intent: mail to ${listWords(domains)} leaves by another way, and routes of the file does not allow it`;
    return [{ kind: "route", message, change: { ...change, domains } satisfies RouteChange }];
  });
}

function judgeClearAuth(rules: IntentRules, { clearAuth = [] }: ImpactReport): readonly ClearAuthViolation[] {
  const allowed = new Set(rules.clearAuth.map(lowerAscii));
  const offers = clearAuth.filter(({ connector }) => !allowed.has(lowerAscii(connector)));
  return offers.map((offer) => {
    const message = `intent: ${clearAuthWords(offer)}, and clearAuth of the file does not allow it`;
    return { kind: "clear-auth", message, offer };
  });
}

function isRouteWithin(domain: string, route: string): boolean {
  return route === "*" || (domain !== "*" && isScopeWithin(domain, route));
}
