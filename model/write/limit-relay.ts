import { entriesByConnector } from "../entries-by-connector";
import { subtractRanges } from "../ip-interval";
import { knownIpRange } from "../ip-range-text";
import { judgeWideRelay, type RelaySubject, relayRanges, type WideRelay } from "../wide-relay";
import { describeObject } from "./object-name";
import { isOfKind } from "./object-collections";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WritePlan } from "./write-plan";
import type { WriteProblem } from "./write-result";
import { wideByHand, type WideWrite, wideWithOthers } from "./wide-relay-problem";

type Connector = ObjectRecord<"ReceiveConnector">;

/** Connectors whose `relayLimitedTo` a write changes, or why it may not be made. */
export type RelayVerdict =
  | { readonly ok: true; readonly connectors: readonly Connector[]; readonly notices: readonly string[] }
  | { readonly ok: false; readonly problem: WriteProblem };

/**
 * Relay from a wide public range that nobody gave a reason for. By hand it is refused. A stack's write may pass through
 * it (a connector and its rights are two writes): what it adds is withheld until the state is gone, what was allowed
 * before goes on. When one half is not the stack's, no later write of this run ends it: refused.
 */
export function limitRelay(state: RecordedState, next: RecordedState, plan: WritePlan): RelayVerdict {
  const connectors: Connector[] = [];
  const notices: string[] = [];
  for (const id of touchedConnectors(plan)) {
    const connector = next.receiveConnectors.get(id);
    if (connector === undefined) continue;
    const wide = judgeWideRelay([subjectOf(next, connector)]).find(({ allowed }) => !allowed);
    if (wide === undefined) {
      if (connector.relayLimitedTo !== null) connectors.push({ ...connector, relayLimitedTo: null });
      continue;
    }
    const problem = barWideRelay(state, next, { connector, wide, plan });
    if (problem !== undefined) return { ok: false, problem };
    if (plan.stack === null) continue;
    const limited = { ...connector, relayLimitedTo: rangesBefore(state, id) };
    connectors.push(limited);
    notices.push(withheldNotice(next, limited, wide));
  }
  return { ok: true, connectors, notices };
}

function touchedConnectors({ before, after, removed }: WritePlan): ReadonlySet<string> {
  const ids = [before, after, ...removed].flatMap((object) => {
    if (object === null) return [];
    if (isOfKind(object, "ReceiveConnector")) return [object.id];
    return isOfKind(object, "ConnectorPermission") ? [object.settings.connector] : [];
  });
  return new Set(ids);
}

function subjectOf(state: RecordedState, connector: Connector): RelaySubject {
  const declared = entriesByConnector(state.connectorPermissions).get(connector.id) ?? [];
  const entries = declared.map(({ id, settings }) => ({ ...settings, entry: id }));
  const relayLimits = connector.relayLimitedTo === null ? [] : [connector.relayLimitedTo];
  return { connectorId: connector.id, settings: connector.settings, entries, relayLimits };
}

function rangesBefore(state: RecordedState, id: string): readonly string[] {
  const before = state.receiveConnectors.get(id);
  return before === undefined ? [] : relayRanges(subjectOf(state, before));
}

function barWideRelay(state: RecordedState, next: RecordedState, write: WideWrite): WriteProblem | undefined {
  const { stack } = write.plan;
  if (stack === null) return opensByHand(state, next, write) ? wideByHand(next, write) : undefined;
  const halves = halvesOf(next, write);
  if (halves.every(({ owner }) => owner?.stack === stack)) return undefined;
  return wideWithOthers(next, write, halves);
}

/** The connector and the entries that together open it. */
function halvesOf(next: RecordedState, { connector, wide }: WideWrite): readonly ObjectRecord[] {
  const entries = wide.grantedBy.flatMap((id) => next.connectorPermissions.get(id) ?? []);
  return [connector, ...entries];
}

// An edit by hand beside a relay that is withheld already is no reason to refuse, as long as it opens nothing more. One
// that was meant is not withheld: without its reason it would stay open for nobody's reason.
function opensByHand(state: RecordedState, next: RecordedState, { connector }: WideWrite): boolean {
  const before = state.receiveConnectors.get(connector.id);
  if (before !== undefined && before.settings.allowWideRelay !== null) return true;
  const old = before === undefined ? [] : relayRanges({ ...subjectOf(state, before), relayLimits: [] });
  const now = relayRanges({ ...subjectOf(next, connector), relayLimits: [] });
  return subtractRanges(now.map(knownIpRange), old.map(knownIpRange)).length > 0;
}

function withheldNotice(next: RecordedState, connector: Connector, wide: WideRelay): string {
  const kept = connector.relayLimitedTo?.length === 0 ? "nobody" : connector.relayLimitedTo?.join(", ");
  return (
    `${describeObject(next, connector)} would let ${wide.principal} relay from a wide public range: ` +
    `relay is withheld until that is over, except for ${kept}.`
  );
}
