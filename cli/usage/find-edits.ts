import { plural } from "../text/plural";
import type { Unused, UnusedReport } from "./find-unused";
import type { Edit } from "./proposal";
import type { ConnectorUsage, HostUsage } from "./read-usage";
import { seenRanges } from "./seen-ranges";

/** Clients named as evidence of one range. */
const MOST_NAMED = 6;

/**
 * Everything that could be narrower by what was seen since `from` (RFC 3339). Connectors that nobody used are left to
 * their owners: what would serve their clients then is a question of its own.
 */
export function findEdits(usage: HostUsage, { unused }: UnusedReport, from: string): readonly Edit[] {
  const idle = new Set(unused.filter(({ kind }) => kind === "connector").map(({ name }) => name));
  const connectors = usage.connectors.filter(
    ({ isGone, isEnabled, name, observed }) => !isGone && isEnabled && observed === null && !idle.has(name),
  );
  return [
    ...connectors.flatMap((connector) => rangeEdit(connector, from) ?? []),
    ...unused.flatMap((one) => groupEdit(one) ?? rightsEdit(usage, one) ?? []),
  ];
}

function rangeEdit({ name, owner, ranges }: ConnectorUsage, from: string): Edit | undefined {
  const present = ranges.filter(({ isGone }) => !isGone);
  const pieces = present.map((range) => {
    // Too young to tell: it stays as it is.
    const seen = range.since > from ? undefined : seenRanges(range, from);
    return { range: range.range, ranges: seen?.ranges ?? [range.range], clients: seen?.clients ?? [] };
  });
  const changed = pieces.filter(({ range, ranges: narrower }) => narrower.length !== 1 || narrower[0] !== range);
  const all = [...new Set(pieces.flatMap((piece) => piece.ranges))];
  if (changed.length === 0 || all.length === 0) return undefined;
  return { kind: "ranges", connector: name, ranges: all, owner, evidence: changed.map(rangeEvidence) };
}

function rangeEvidence({
  range,
  clients,
}: {
  readonly range: string;
  readonly clients: ConnectorUsage["ranges"][number]["clients"];
}): string {
  if (clients.length === 0) return `${range}: nobody came`;
  const named = clients
    .slice(0, MOST_NAMED)
    .map(({ client, messages, lastUse }) => `${client} (${plural(messages, "message")}, last ${String(lastUse)})`);
  const more = clients.length > MOST_NAMED ? [`and ${clients.length - MOST_NAMED} more`] : [];
  return `${range}: ${[...named, ...more].join(", ")}`;
}

function groupEdit({ kind, connector, name, owner, since }: Unused): Edit | undefined {
  if (kind !== "group" || connector === null) return undefined;
  return { kind, connector, group: name, owner, evidence: [`not one of its rights was used since ${since}`] };
}

function rightsEdit({ connectors }: HostUsage, unused: Unused): Edit | undefined {
  const { kind, connector, name, rights, entry, owner, since, lastUse } = unused;
  if ((kind !== "entry" && kind !== "right") || connector === null) return undefined;
  const left = connectors
    .flatMap((one) => one.rights)
    .filter((right) => right.entry === entry && !right.isGone && !rights.includes(right.right))
    .map(({ right }) => right);
  const evidence = [lastUse === null ? `not used since ${since}` : `last used ${lastUse}`];
  return { kind: "rights", connector, principal: name, rights, left, owner, evidence };
}
