import type { AccountUsage, ConnectorUsage, HostUsage } from "./read-usage";
import type { UsageWindow } from "./usage-window";

export type UnusedKind = "connector" | "range" | "group" | "entry" | "right" | "account";

/** Something of the configuration that nobody used. */
export interface Unused {
  readonly kind: UnusedKind;
  /** Null for an account. */
  readonly connector: string | null;
  /** The range, group, principal with its rights, or username; a connector's own name. */
  readonly name: string;
  /** Rights of an entry that nobody used. */
  readonly rights: readonly string[];
  /** Id of a ConnectorPermission. */
  readonly entry: string | null;
  readonly owner: { readonly stack: string; readonly logicalId: string } | null;
  readonly lastUse: string | null;
  readonly since: string;
}

export interface UnusedReport {
  /** Not used for that long, and watched for that long. */
  readonly unused: readonly Unused[];
  /** Not used since they are watched, which is not long enough to tell. */
  readonly undecided: readonly Unused[];
  /** False: the host itself has not counted for that long, so nothing can be called unused. */
  readonly isTold: boolean;
}

interface Use {
  readonly since: string;
  readonly lastUse: string | null;
}

/**
 * What was not used for a time. Of a connector nobody used only itself is named, of an entry nobody used only the entry.
 * @param now Epoch milliseconds.
 */
export function findUnused(
  usage: HostUsage,
  { now, window }: { readonly now: number; readonly window: UsageWindow },
): UnusedReport {
  const from = new Date(now - window.milliseconds).toISOString();
  const isIdle = ({ lastUse }: Use) => lastUse === null || lastUse < from;
  const idle = [
    ...usage.connectors.filter(({ isGone, isEnabled }) => !isGone && isEnabled).flatMap((one) => idleOf(one, isIdle)),
    ...usage.accounts
      .filter(({ isEnabled }) => isEnabled)
      .filter(isIdle)
      .map(accountFinding),
  ];
  return {
    unused: idle.filter(({ since }) => since <= from),
    undecided: idle.filter(({ since }) => since > from),
    isTold: usage.since <= from,
  };
}

type IsIdle = (use: Use) => boolean;

function idleOf(connector: ConnectorUsage, isIdle: IsIdle): readonly Unused[] {
  const { name, owner, since, lastUse } = connector;
  const common = { connector: name, owner, rights: [], entry: null };
  // A connector that is observed only serves other ranges and rights than it declares.
  if (connector.observed !== null) return [];
  if (isIdle(connector)) return [{ ...common, kind: "connector", name, since, lastUse }];
  const ranges = connector.ranges.filter((range) => !range.isGone && isIdle(range));
  return [
    ...ranges.map((range): Unused => ({ ...common, kind: "range", name: range.range, ...useOf(range) })),
    ...idleEntries(connector, isIdle),
  ];
}

function idleEntries(connector: ConnectorUsage, isIdle: IsIdle): readonly Unused[] {
  const entries = Map.groupBy(
    connector.rights.filter(({ isGone }) => !isGone),
    ({ entry }) => entry,
  );
  return [...entries].flatMap(([entry, rights]) => {
    const idle = rights.filter((right) => right.isObservable && isIdle(right));
    const isWhole = rights.every((right) => idle.includes(right) || !right.isObservable);
    return entry.startsWith("preset:")
      ? groupFinding(connector, { entry, idle, isWhole })
      : entryFinding(connector, { entry, idle, isWhole: isWhole && idle.length === rights.length });
  });
}

interface EntryParts {
  readonly entry: string;
  readonly idle: ConnectorUsage["rights"];
  readonly isWhole: boolean;
}

// A group stands or falls as a whole: its rights are Exchange's.
function groupFinding({ name, owner }: ConnectorUsage, { entry, idle, isWhole }: EntryParts): readonly Unused[] {
  if (!isWhole || idle.length === 0) return [];
  const group = entry.slice("preset:".length);
  return [{ kind: "group", connector: name, name: group, rights: [], entry: null, owner, ...latestOf(idle) }];
}

function entryFinding({ name }: ConnectorUsage, { entry, idle, isWhole }: EntryParts): readonly Unused[] {
  const [first] = idle;
  if (first === undefined) return [];
  const { principal, owner } = first;
  const rights = idle.map(({ right }) => right);
  const kind = isWhole ? "entry" : "right";
  return [{ kind, connector: name, name: principal ?? entry, rights, entry, owner, ...latestOf(idle) }];
}

function accountFinding({ username, owner, since, lastUse }: AccountUsage): Unused {
  return { kind: "account", connector: null, name: username, rights: [], entry: null, owner, since, lastUse };
}

function latestOf(uses: readonly Use[]): Use {
  return {
    since: uses.reduce((latest, { since }) => (since > latest ? since : latest), ""),
    lastUse: uses.reduce<string | null>(
      (latest, { lastUse }) => ((lastUse ?? "") > (latest ?? "") ? lastUse : latest),
      null,
    ),
  };
}

function useOf({ since, lastUse }: Use): Use {
  return { since, lastUse };
}
