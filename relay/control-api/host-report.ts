import { objectName, type ObjectRecord, type RecordedState } from "../../model";
import type { ControlApiParts } from "./control-api-parts";
import type { StoreHealth } from "../store";
import { isoTime } from "./object-answer";
import { supersededRecords } from "./superseded-records";
import { withheldConnectors, type WithheldConnector } from "./withheld-relay";

/** An object whose place a newer one of its stack has taken: normal for seconds during `pulumi up`, wrong after minutes. */
export interface SupersededReport {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly stack: string | null;
  readonly since: string;
}

/** All superseded objects, those longest so first. */
export function supersededObjects(state: RecordedState): readonly SupersededReport[] {
  return supersededRecords(state).map((object) => ({
    kind: object.kind,
    id: object.id,
    name: objectName(state, object),
    stack: object.owner?.stack ?? null,
    since: isoTime(object.supersededSince ?? 0),
  }));
}

/** Minutes after which a superseded object means that a run did not finish. */
export const SUPERSEDED_LIMIT_MINUTES = 10;

/** Why the host is not ready, as whole sentences; empty when it is. */
export function unreadyReasons(parts: ControlApiParts): readonly string[] {
  const { store, configuration, queue, now } = parts;
  const { revision } = store.state;
  const behind = configuration.applied.revision < revision;
  const late = now() - SUPERSEDED_LIMIT_MINUTES * 60_000;
  const stuck = supersededRecords(store.state).filter(({ supersededSince }) => (supersededSince ?? now()) < late);
  return [
    ...(store.health.ok ? [] : [awaySentence(store.label, store.health)]),
    ...(behind ? [`Revision ${revision} is committed, revision ${configuration.applied.revision} is in force.`] : []),
    ...configuration.applied.problems.map(({ message }) => message),
    ...(queue.accepting
      ? []
      : ["The spool takes no mail now: its disk is nearly full, or writing failed (see the log)."]),
    ...stuck.map((object) => stuckSentence(store.state, object)),
    ...withheldConnectors(store.state)
      .filter(({ since }) => since < late)
      .map(withheldSentence),
  ];
}

function awaySentence(label: string, { since, reason }: Extract<StoreHealth, { ok: false }>): string {
  return `The config store ${label} is away since ${isoTime(since)}, and what it said last holds. ${reason}`;
}

function withheldSentence({ connector, since }: WithheldConnector): string {
  return (
    `Relay through receive connector "${connector.settings.name}" is withheld since ${isoTime(since)}: its ranges are wide ` +
    `and public, and it has no allowWideRelay. Narrow it, take the relay right away, or give the reason.`
  );
}

function stuckSentence(state: RecordedState, object: ObjectRecord): string {
  const since = isoTime(object.supersededSince ?? 0);
  const owner = object.owner === null ? "" : ` of stack ${object.owner.stack}`;
  return (
    `${object.kind} "${objectName(state, object)}"${owner} is superseded since ${since}, for over ` +
    `${SUPERSEDED_LIMIT_MINUTES} minutes: run pulumi up of that stack to the end.`
  );
}
