import { compareOverTime, countEnds } from "../impact/compare-over-time";
import { relayWorld } from "../impact/relay-world";
import type { ConfigState, StoredObject } from "../stored-object";
import type { RecordedState } from "../write/recorded-object";
import type { ConfigChanges } from "../write/write-result";
import { type AuditImpact, auditImpact } from "./audit-impact";
import { concernedConnectors } from "./concerned-connectors";

/** A write that is about to be made. */
export interface WrittenState {
  readonly before: RecordedState;
  readonly after: RecordedState;
  readonly changes: ConfigChanges;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Connectors, ranges and moments that are compared at most: a write waits for it. */
const MOST_CONNECTORS = 32;
const MOST_RANGES = 1_000;
const MOST_ENDS = 100;

/**
 * What a write changes for the world, exact within its bounds, never in the way of the write: what takes too long or
 * fails cannot be told.
 */
export function impactOfWrite(write: WrittenState): AuditImpact {
  try {
    const ids = concernedConnectors(write.before, write.after, write.changes);
    if (ids !== "all" && ids.size > MOST_CONNECTORS) return tooLarge(`${ids.size} connectors`);
    const [before, after] = [restrict(write.before, ids), restrict(write.after, ids)];
    const size = sizeOf(before) ?? sizeOf(after);
    if (size !== undefined) return tooLarge(size);
    const worlds = [relayWorld(before, { at: write.now }), relayWorld(after, { at: write.now })] as const;
    const ends = countEnds(...worlds);
    if (ends > MOST_ENDS) return tooLarge(`rights that end at ${ends} moments`);
    return auditImpact(compareOverTime(...worlds));
  } catch (error) {
    return { known: false, reason: `It could not be computed: ${(error as Error).message}` };
  }
}

function tooLarge(size: string): AuditImpact {
  return { known: false, reason: `It concerns ${size}: relayctl impact compares two exports of that size.` };
}

// A bridge that ends in seconds is no part of what the write means.
function restrict(state: RecordedState, ids: ReadonlySet<string> | "all"): ConfigState {
  if (ids === "all") return { ...state, releases: [] };
  const receiveConnectors = pick(state.receiveConnectors, ids);
  const permissions = [...state.connectorPermissions.values()].filter(({ settings }) => ids.has(settings.connector));
  const connectorPermissions = new Map(permissions.map((entry) => [entry.id, entry]));
  return { ...state, receiveConnectors, connectorPermissions, releases: [] };
}

function pick<O extends StoredObject>(
  objects: ReadonlyMap<string, O>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, O> {
  const found = [...ids].flatMap((id) => objects.get(id) ?? []);
  return new Map(found.map((object) => [object.id, object]));
}

/** Undefined: small enough. */
function sizeOf({ receiveConnectors }: ConfigState): string | undefined {
  const count = receiveConnectors.size;
  const ranges = [...receiveConnectors.values()].reduce((sum, { settings }) => sum + settings.remoteIpRanges.length, 0);
  return count <= MOST_CONNECTORS && ranges <= MOST_RANGES ? undefined : `${count} connectors with ${ranges} ranges`;
}
