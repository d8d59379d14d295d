import { subtractRanges } from "../ip-interval";
import { knownIpRange } from "../ip-range-text";
import type { IpRange } from "../ip-range";
import { publicPart } from "../public-address";
import { Analysis } from "./analysis";
import { answerProbe } from "./answer-probe";
import { boxPlaces, unitePlaces, zonesOf, type Zones } from "./box-places";
import { changeKind } from "./change-kind";
import { changedEffects } from "./changed-effects";
import { compareRows } from "./compare-rows";
import type { HostFacts } from "./host-facts";
import type { ImpactReport, ImpactRow, ProxyChange } from "./impact-report";
import type { NamedValues } from "./named-values";
import { outcomeOf, type Outcome } from "./outcome";
import type { PairBox } from "./pair-boxes";
import { pairConnectors, type PairPlace } from "./pair-connectors";
import type { PairSide } from "./pair-side";
import type { RelayBox } from "./relay-box";
import type { ProbeSession, RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";
import { routeChanges } from "./route-changes";
import { judgeSeverity } from "./severity";
import { witnessOf } from "./witness";

/**
 * Everything that differs for the world between two configurations. Exact: for any probe, it lies in the box of a row
 * when answerProbe answers the two worlds differently in verdict, connector or effects, and in none otherwise; two
 * refusals never differ. Boxes are disjoint. What is not a probe here is a bare address other than `<postmaster>`, a
 * certificate without TLS, and a client of another family than the endpoint's.
 */
export function compareWorlds(
  before: RelayWorld,
  after: RelayWorld,
  { named = {} }: { readonly named?: NamedValues } = {},
): ImpactReport {
  return {
    rows: rowsOf(before, after, named),
    routes: routeChanges({ before, after }),
    proxies: proxyChange(before, after),
    unknowns: after.unknowns,
  };
}

function rowsOf(before: RelayWorld, after: RelayWorld, named: NamedValues): readonly ImpactRow[] {
  const analysis = new Analysis({ worlds: [before, after], named, wanted: { judge: judgeChange, refusals: false } });
  const changed = changedSessions(analysis.hosts);
  const drafts = new Map<string, RowDraft>();
  for (const pair of pairConnectors(before.snapshot, after.snapshot)) {
    const sides = analysis.sidesOf(pair);
    const isSame = isSameService(sides);
    if (isSame && changed === "none") continue;
    const boxes = analysis.boxesOf(sides, isSame && typeof changed === "function" ? changed : undefined);
    for (const box of boxes) collect(drafts, draftOf({ before, after }, box, pair.places));
  }
  const zones = zonesOf(named.addresses ?? []);
  return [...drafts.values()].flatMap((draft) => rowsOfDraft({ before, after }, draft, zones)).sort(compareRows);
}

function judgeChange(outcomes: readonly Outcome[]): string | undefined {
  const [before, after] = outcomes as readonly [Outcome, Outcome];
  const kind = changeKind(before, after);
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

/** A row before it is known whether other pairs have a part in it. */
interface RowDraft {
  readonly key: string;
  readonly box: PairBox;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly places: (readonly PairPlace[])[];
}

function draftOf({ before, after }: Worlds, box: PairBox, places: readonly PairPlace[]): RowDraft {
  const probe = probeAt(box, places);
  const outcomes = [before, after].map((world) => outcomeOf(answerProbe(world, probe))) as [Outcome, Outcome];
  const key = JSON.stringify([outcomes[0].text, outcomes[1].text, keyOfBox(box)]);
  return { key, box, before: outcomes[0], after: outcomes[1], places: [places] };
}

const KEYS = new WeakMap<PairBox, string>();

function keyOfBox(box: PairBox): string {
  const known = KEYS.get(box) ?? JSON.stringify(box);
  KEYS.set(box, known);
  return known;
}

function probeAt(box: PairBox, places: readonly PairPlace[]): RelayProbe {
  const { endpoint, addresses } = places[0] as PairPlace;
  return witnessOf({ ...box, endpoints: [endpoint], addresses });
}

function collect(drafts: Map<string, RowDraft>, draft: RowDraft): void {
  const known = drafts.get(draft.key);
  if (known === undefined) drafts.set(draft.key, draft);
  else known.places.push(...draft.places);
}

function rowsOfDraft({ before, after }: Worlds, draft: RowDraft, zones: Zones): readonly ImpactRow[] {
  const kind = changeKind(draft.before, draft.after);
  if (kind === undefined) return [];
  const cut = kind === "widened" ? zones.flatMap(byPublicity) : zones;
  return boxPlaces(unitePlaces(draft.places), cut).map((place) => {
    const box: RelayBox = { ...place, ...draft.box };
    const witness = witnessOf(box);
    const answers = { before: answerProbe(before, witness), after: answerProbe(after, witness) };
    const severity = judgeSeverity({ kind, box, ...answers, worlds: { before, after }, witness });
    return { kind, ...severity, box, ...answers, witness, changedEffects: changedEffects(answers) };
  });
}

/** What is new to strangers on the Internet is told apart from what is new at home. */
function byPublicity(zone: readonly IpRange[]): Zones {
  const open = publicPart(zone);
  return [open, subtractRanges(zone, open)];
}

function proxyChange(before: RelayWorld, after: RelayWorld): ProxyChange {
  const [old, now] = [before, after].map(({ snapshot }) => snapshot.transport.trustedProxies.map(knownIpRange)) as [
    IpRange[],
    IpRange[],
  ];
  return { added: subtractRanges(now, old), removed: subtractRanges(old, now) };
}
