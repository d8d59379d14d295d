import { acceptedDomainsOf } from "../accepted-domains-of";
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

export interface RelayWrite {
  readonly state: RecordedState;
  /** The state as the write leaves it. */
  readonly next: RecordedState;
  readonly plan: WritePlan;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Relay from a wide public range that nobody gave a reason for. By hand it is refused. A stack's write may pass through
 * it (a connector and its rights are two writes): what it adds is withheld until the state is gone, what was allowed
 * before goes on. When one half is not the stack's, no later write of this run ends it: refused.
 */
export function limitRelay({ state, next, plan, now }: RelayWrite): RelayVerdict {
  const connectors: Connector[] = [];
  const notices: string[] = [];
  for (const id of touchedConnectors(next, plan)) {
    const connector = next.receiveConnectors.get(id);
    if (connector === undefined) continue;
    const wide = judgeWideRelay([subjectOf(next, connector, now)]).find(({ allowed }) => !allowed);
    if (wide === undefined) {
      if (connector.relayLimitedTo !== null) connectors.push({ ...connector, relayLimitedTo: null });
      continue;
    }
    const problem = barWideRelay(state, next, { connector, wide, plan, now });
    if (problem !== undefined) return { ok: false, problem };
    if (plan.stack === null) continue;
    const limited = { ...connector, relayLimitedTo: rangesBefore(state, id, now) };
    connectors.push(limited);
    notices.push(withheldNotice(next, limited, wide));
  }
  return { ok: true, connectors, notices };
}

function touchedConnectors(next: RecordedState, { before, after, removed }: WritePlan): ReadonlySet<string> {
  const ids = [before, after, ...removed].flatMap((object) => {
    if (object === null) return [];
    if (isOfKind(object, "ReceiveConnector")) return [object.id];
    if (isOfKind(object, "AcceptedDomain")) return narrowedConnectors(next);
    return isOfKind(object, "ConnectorPermission") ? [object.settings.connector] : [];
  });
  return new Set(ids);
}

/** An accepted domain that goes may have been what kept onlyRecipients narrow. */
function narrowedConnectors({ receiveConnectors }: RecordedState): readonly string[] {
  return [...receiveConnectors.values()].filter(({ settings }) => settings.onlyRecipients !== null).map(({ id }) => id);
}

function subjectOf(state: RecordedState, connector: Connector, at: number): RelaySubject {
  const declared = entriesByConnector(state.connectorPermissions).get(connector.id) ?? [];
  const entries = declared.map(({ id, settings }) => ({ ...settings, entry: id }));
  const relayLimits = connector.relayLimitedTo === null ? [] : [connector.relayLimitedTo];
  const { id: connectorId, settings } = connector;
  return { connectorId, settings, entries, relayLimits, at, ...acceptedDomainsFor(settings, state) };
}

// Only connectors that narrow recipients need the table, which few have.
function acceptedDomainsFor({ onlyRecipients }: Connector["settings"], { acceptedDomains }: RecordedState) {
  if (onlyRecipients === null) return {};
  const table = acceptedDomainsOf(acceptedDomains);
  return { isAcceptedDomain: (domain: string) => table.match(domain) !== undefined };
}

function rangesBefore(state: RecordedState, id: string, now: number): readonly string[] {
  const before = state.receiveConnectors.get(id);
  return before === undefined ? [] : relayRanges(subjectOf(state, before, now));
}

type TimedWrite = WideWrite & { readonly now: number };

function barWideRelay(state: RecordedState, next: RecordedState, write: TimedWrite): WriteProblem | undefined {
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
function opensByHand(state: RecordedState, next: RecordedState, { connector, now }: TimedWrite): boolean {
  const before = state.receiveConnectors.get(connector.id);
  if (before !== undefined && before.settings.allowWideRelay !== null) return true;
  const old = before === undefined ? [] : relayRanges({ ...subjectOf(state, before, now), relayLimits: [] });
  const open = relayRanges({ ...subjectOf(next, connector, now), relayLimits: [] });
  return subtractRanges(open.map(knownIpRange), old.map(knownIpRange)).length > 0;
}

function withheldNotice(next: RecordedState, connector: Connector, wide: WideRelay): string {
  const kept = connector.relayLimitedTo?.length === 0 ? "nobody" : connector.relayLimitedTo?.join(", ");
  return (
    `${describeObject(next, connector)} would let ${wide.principal} relay from a wide public range: ` +
    `relay is withheld until that is over, except for ${kept}.`
  );
}
