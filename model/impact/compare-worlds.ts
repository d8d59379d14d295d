import { subtractRanges } from "../ip-interval";
import { knownIpRange } from "../ip-range-text";
import type { IpRange } from "../ip-range";
import { Analysis } from "./analysis";
import { answerProbe } from "./answer-probe";
import { changeKind } from "./change-kind";
import { newClearAuth, type ServedPair } from "./clear-auth";
import { inOrder } from "./row-order";
import type { HostFacts } from "./host-facts";
import type { ImpactKind, ImpactReport, ImpactRow, ProxyChange } from "./impact-report";
import type { NamedValues } from "./named-values";
import { changedEffects, type Outcome } from "./outcome";
import { pairConnectors, type PairPlace } from "./pair-connectors";
import type { PairSide } from "./pair-side";
import { placedBoxes, type AskedPair, type PlacedBox } from "./placed-boxes";
import type { RelayBox } from "./relay-box";
import type { ProbeSession, RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";
import { Placement } from "./placement";
import { routeChanges } from "./route-changes";
import { judgeSeverity } from "./severity";
import { witnessOf } from "./witness";

/**
 * Everything that differs for the world between two configurations. Exact: for any probe, it lies in the box of a row
 * when answerProbe answers the two worlds differently in verdict, connector or effects, and in none otherwise; two
 * refusals never differ. Boxes are disjoint. What is not a probe here: a bare address other than `<postmaster>`, a
 * certificate without TLS, an account that neither world has, and a client of another family than the endpoint's. A
 * certificate that neither world knows is as none.
 */
export function compareWorlds(
  before: RelayWorld,
  after: RelayWorld,
  { named = {} }: { readonly named?: NamedValues } = {},
): ImpactReport {
  const analysis = new Analysis({ worlds: [before, after], named, wanted: { judge: judgeChange, refusals: false } });
  const pairs = pairConnectors(before.snapshot, after.snapshot).map((pair): ServedPair => {
    return { sides: analysis.sidesOf(pair), places: pair.places };
  });
  const placed = placedBoxes(askPairs(pairs, analysis));
  const placement = new Placement(named.addresses ?? []);
  const clearAuth = newClearAuth(pairs);
  return {
    rows: inOrder(placed.flatMap((one) => rowsOfBox({ before, after }, one, placement))),
    routes: routeChanges({ before, after }),
    proxies: proxyChange(before, after),
    ...(clearAuth.length === 0 ? {} : { clearAuth }),
    unknowns: after.unknowns,
  };
}

function askPairs(pairs: readonly ServedPair[], analysis: Analysis): readonly AskedPair[] {
  const changed = changedSessions(analysis.hosts);
  return pairs.flatMap(({ sides, places }): readonly AskedPair[] => {
    const isSame = isSameService(sides);
    if (isSame && changed === "none") return [];
    const boxes = analysis.boxesOf(sides, isSame && typeof changed === "function" ? changed : undefined);
    return boxes.length === 0 ? [] : [{ sides, boxes, places }];
  });
}

function judgeChange(outcomes: readonly Outcome[]): string | undefined {
  const [before, after] = outcomes as readonly [Outcome, Outcome];
  const kind = changeKind(before.answer, after.answer);
  return kind === undefined ? undefined : `${kind} ${before.text} ${after.text}`;
}

/** Whether nothing about the connector tells the two sides apart. */
function isSameService([before, after]: readonly PairSide[]): boolean {
  return before?.behaviour === after?.behaviour && before?.connector?.name === after?.connector?.name;
}

type IsChanged = (session: ProbeSession) => boolean;

/** Sessions that may be answered otherwise by a connector that has not changed at all. */
function changedSessions([before, after]: readonly HostFacts[]): IsChanged | "all" | "none" {
  if (before === undefined || after === undefined || before.domains !== after.domains) return "all";
  const names = [...new Set([...before.accounts.keys(), ...after.accounts.keys()])];
  const accounts = new Set(names.filter((name) => before.accounts.get(name)?.text !== after.accounts.get(name)?.text));
  const groups = new Set([...before.groups.keys()].filter((name) => !after.groups.has(name)));
  for (const name of after.groups.keys()) if (!before.groups.has(name)) groups.add(name);
  if (accounts.size === 0 && groups.size === 0) return "none";
  return ({ identity }) => {
    if (identity.kind === "account") return accounts.has(identity.username.toLowerCase());
    return identity.kind === "directory-account" && groups.has(identity.group?.toLowerCase() ?? "");
  };
}

interface Worlds {
  readonly before: RelayWorld;
  readonly after: RelayWorld;
}

function rowsOfBox(worlds: Worlds, { box, places }: PlacedBox, placement: Placement): readonly ImpactRow[] {
  const [place] = places as readonly [PairPlace];
  const first = ask(worlds, witnessOf({ endpoints: [place.endpoint], addresses: place.addresses, ...box }));
  const kind = changeKind(first.before, first.after) as ImpactKind;
  return placement.placesOf(places, kind).map((part) => {
    const whole: RelayBox = { ...part, ...box };
    const witness = witnessOf(whole);
    const answers = isSamePlace(witness, first.witness) ? first : ask(worlds, witness);
    return rowOf(worlds, { kind, box: whole, ...answers });
  });
}

type Asked = Pick<ImpactRow, "witness" | "before" | "after">;

function ask({ before, after }: Worlds, witness: RelayProbe): Asked {
  return { witness, before: answerProbe(before, witness), after: answerProbe(after, witness) };
}

function isSamePlace(a: RelayProbe, b: RelayProbe): boolean {
  return a.client === b.client && a.local.address === b.local.address && a.local.port === b.local.port;
}

function rowOf(worlds: Worlds, asked: Asked & Pick<ImpactRow, "kind" | "box">): ImpactRow {
  const { kind, box, before, after, witness } = asked;
  const severity = judgeSeverity({ kind, box, before, after, witness, worlds });
  return { kind, ...severity, box, before, after, witness, changedEffects: changedEffects(before, after) };
}

function proxyChange(before: RelayWorld, after: RelayWorld): ProxyChange {
  if (before.snapshot.transport === after.snapshot.transport) return { added: [], removed: [] };
  const [old, now] = [before, after].map(({ snapshot }) => snapshot.transport.trustedProxies.map(knownIpRange)) as [
    IpRange[],
    IpRange[],
  ];
  return { added: subtractRanges(now, old), removed: subtractRanges(old, now) };
}
