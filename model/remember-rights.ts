import type { DecidedBy } from "./decision";
import { effectiveRights, type EffectiveRights } from "./effective-rights";
import type { ExtendedRight } from "./extended-right";
import { instantTime } from "./instant";
import type { PermissionEntry } from "./permission-groups";
import type { ReceiveConnectorSettings } from "./settings";
import type { SnapshotConnector } from "./snapshot-connector";

export interface RememberRightsParts {
  readonly connectorId: string;
  readonly settings: ReceiveConnectorSettings;
  readonly entries: readonly PermissionEntry[];
}

/** Each set of principals is judged once until something expires: sessions ask at connect, at AUTH and at every MAIL. */
export function rememberRights({ connectorId, settings, entries }: RememberRightsParts): SnapshotConnector["rightsOf"] {
  const known = new Map<string, EffectiveRights>();
  const by: DecidedBy = { connectorId, connectorName: settings.name };
  const ends = expiries([settings, ...entries]);
  const end = settings.expiresAt === null ? Infinity : instantTime(settings.expiresAt);
  return (principals, at) => {
    const names = principals.length === 1 ? (principals[0] ?? "") : JSON.stringify(principals);
    const key = ends.length === 0 ? names : `${countUntil(ends, at)} ${names}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const live = named(effectiveRights({ groups: settings.permissionGroups, entries, principals, at }), by);
    const rights = end <= at ? allExpired(live, by) : live;
    known.set(key, rights);
    return rights;
  };
}

/** Moments at which something expires, epoch milliseconds, ascending. */
function expiries(holders: readonly { readonly expiresAt?: string | null }[]): readonly number[] {
  const times = holders.flatMap(({ expiresAt }) => (expiresAt == null ? [] : [instantTime(expiresAt)]));
  return [...new Set(times)].sort((a, b) => a - b);
}

function countUntil(ends: readonly number[], at: number): number {
  const later = ends.findIndex((end) => end > at);
  return later < 0 ? ends.length : later;
}

/** An expired connector grants nothing; the entry that would have is not to blame, so it is not named. */
function allExpired({ granted, denied, expired }: EffectiveRights, by: DecidedBy): EffectiveRights {
  const rights = [...granted.keys(), ...expired.keys()];
  return { granted: new Map(), denied, expired: new Map(rights.map((right) => [right, { ...by, right }])) };
}

function named({ granted, denied, expired }: EffectiveRights, by: DecidedBy): EffectiveRights {
  const withName = (deciders: ReadonlyMap<ExtendedRight, DecidedBy>) =>
    new Map([...deciders].map(([right, decider]) => [right, { ...by, ...decider }]));
  return { granted: withName(granted), denied: withName(denied), expired: withName(expired) };
}
