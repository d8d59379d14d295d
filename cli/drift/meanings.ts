import {
  clearAuthWords,
  compareOverTime,
  type ConfigState,
  type DeclaredObject,
  type ImpactReport,
  type ObjectKey,
  overlayState,
  relayWorld,
} from "../../model";
import { proxyWords, routeWords, rowWords, timedRows } from "../impact/row-words";
import type { Declared } from "./declared";
import type { HostObject } from "./drift-host";
import type { Finding } from "./finding";
import { holdsUnreadable } from "./state-values";

/** Findings of which the meaning is told: each costs a comparison of two whole configurations. */
export const MOST_MEANINGS = 25;
const MOST_LINES = 6;

/** Between the parts of one line of meaning. */
export const PART = "; ";

/**
 * What each finding means for the world: the host as it would be without it, against the host as it is. No lines: it
 * changes nothing for anybody.
 */
export function meanings(
  findings: readonly Finding[],
  state: ConfigState,
  at: number,
): ReadonlyMap<Finding, readonly string[]> {
  const actual = relayWorld(state, { at });
  const told = new Map<Finding, readonly string[]>();
  for (const finding of findings) {
    const overlay = undoing(finding, findings);
    if (overlay === undefined) continue;
    if (told.size === MOST_MEANINGS) break;
    const before = overlayState(state, overlay);
    if (before !== state) told.set(finding, meaningLines(compareOverTime(relayWorld(before, { at }), actual)));
  }
  return told;
}

/** What would have to be done to a host to undo a finding; undefined: nothing that anybody could notice. */
function undoing(finding: Finding, all: readonly Finding[]) {
  const { kind, declared, actual } = finding;
  switch (kind) {
    case "changed":
      return declared && { remove: [], put: putting(declared, actual) };
    case "deleted":
      return declared && { remove: [], put: [declared, ...entriesGone(declared, all)].flatMap((one) => putting(one)) };
    case "undeclared":
    case "undeclared-right":
    case "left-over":
      return actual && { remove: [keyOf(actual)], put: [] };
    case "password-changed":
    case "taken":
    case "superseded":
    case "pending":
    case "not-made":
    case "other-stack":
      return undefined;
  }
}

// Entries go with their connector, and would come back with it.
function entriesGone({ kind, id }: Declared, all: readonly Finding[]): readonly Declared[] {
  if (kind !== "ReceiveConnector") return [];
  return all.flatMap(({ kind: what, declared }) =>
    what === "deleted" && declared?.kind === "ConnectorPermission" && declared.settings.connector === id
      ? [declared]
      : [],
  );
}

function putting(
  { kind, id, settings, connectorName, owner }: Declared,
  actual?: HostObject,
): readonly DeclaredObject[] {
  const known = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      holdsUnreadable(value) ? (actual?.settings as unknown as Readonly<Record<string, unknown>>)?.[name] : value,
    ]),
  );
  if (Object.values(known).some((value) => value === undefined)) return [];
  const put = {
    kind,
    id: actual?.id ?? id,
    settings: known,
    connectorName,
    owner: owner ?? actual?.owner ?? undefined,
  };
  return [put as unknown as DeclaredObject];
}

function keyOf({ kind, id, settings }: HostObject): ObjectKey {
  return { kind, id, settings } as ObjectKey;
}

function meaningLines(report: ImpactReport): readonly string[] {
  const lines = [
    ...timedRows(report).flatMap(({ row, when }) => {
      const { title, count, ranges, who, before, after, effects, witness } = rowWords(row);
      const what = `${title}${when === "" ? "" : ` ${when}`} ${count} (${ranges}): ${who} (${row.severity})`;
      return [what, `before: ${before}`, `after: ${after}`, ...effects, `e.g. ${witness}`].join(PART);
    }),
    ...report.routes.map(routeWords),
    ...proxyWords(report.proxies),
    ...(report.clearAuth ?? []).map(clearAuthWords),
  ];
  const more = lines.length - MOST_LINES;
  return more <= 0 ? lines : [...lines.slice(0, MOST_LINES), `and ${more} more: relayctl impact shows all`];
}
