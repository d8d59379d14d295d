import type { Selection, Snapshot } from "../snapshot";
import { intersectRights } from "./intersect-rights";
import { selectAt } from "./select-at";
import type { SnapshotConnector } from "../snapshot-connector";
import type { SessionPolicy, SessionRights } from "./session-policy";
import { sessionRights } from "./session-rights";

/** How a session stands in the current revision. */
export interface CurrentStanding {
  readonly rights: SessionRights;
  /** Its connector as it is now. */
  readonly connector: SnapshotConnector;
}

export interface CurrentStandingQuestion {
  readonly session: SessionPolicy;
  readonly current: Snapshot;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * What a session may do now: the rights that it began with and those it would get today, both. Undefined when it would
 * get another connector or none, or when the move is over that its connector only bridged: it has to connect again.
 */
export function currentStanding({ session, current, at }: CurrentStandingQuestion): CurrentStanding | undefined {
  const { selection, local, client, identity } = session;
  const rightsNow = (now: Selection) =>
    intersectRights(session.rights, sessionRights({ selection: now, identity, client, at }));
  if (current === session.snapshot && selection.held === null) {
    return { rights: rightsNow(selection), connector: selection.connector };
  }
  const now = selectAt(current, { local, client, at });
  if (now === undefined || now.connector.id !== selection.connector.id) return undefined;
  if (selection.held !== null && now.held === null) return undefined;
  return { rights: rightsNow(now), connector: now.connector };
}
