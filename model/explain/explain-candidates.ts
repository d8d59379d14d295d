import { parseIpAddress, type IpAddress } from "../ip-address";
import { rangeContains, rangeSize } from "../ip-range";
import { knownIpRange } from "../ip-range-text";
import type { ExplainedCandidate } from "./explanation";
import type { LocalEndpoint, SelectionCandidate, Snapshot } from "../snapshot";
import type { SnapshotConnector } from "../snapshot-connector";

// A host may have thousands of connectors for everybody on other ports.
const MOST_OTHERS = 20;

/** Ranges that hold the client, the best first, each with why it was chosen or not; then connectors that are not asked here. */
export function explainCandidates(
  snapshot: Snapshot,
  local: LocalEndpoint,
  client: string,
): readonly ExplainedCandidate[] {
  const candidates = snapshot.candidates(local, client);
  const chosen = candidates.find(({ outcome }) => outcome === "chosen");
  const asked = new Set(candidates.map(({ connector }) => connector.id));
  return [
    ...candidates.map((candidate) => explained(candidate, chosen)),
    ...otherConnectors(snapshot, asked, parseIpAddress(client)).map((other) => explainOther(other, local)),
  ];
}

function explained(candidate: SelectionCandidate, chosen: SelectionCandidate | undefined): ExplainedCandidate {
  const { connector, ...rest } = candidate;
  const why = whyOf(candidate, chosen);
  return { connectorId: connector.id, connectorName: connector.name, ...rest, why };
}

function whyOf(candidate: SelectionCandidate, chosen: SelectionCandidate | undefined): string {
  const { outcome, range, isHeld, supersededBy } = candidate;
  if (outcome === "chosen") {
    return isHeld ? `holds ${range} for a moment, which its stack has moved` : `${range} is the smallest range here`;
  }
  if (outcome === "superseded") {
    return `superseded${supersededBy === null ? "" : ` by ${supersededBy}`}: a newer connector of its stack took over a range in conflict`;
  }
  return chosen === undefined ? "another range is smaller" : lessThan(candidate, chosen);
}

function lessThan({ range, binding, isHeld }: SelectionCandidate, chosen: SelectionCandidate): string {
  const [mine, best] = [range, chosen.range].map((text) => rangeSize(knownIpRange(text))) as [bigint, bigint];
  if (chosen.isHeld && !isHeld) return `${chosen.connector.name} keeps ${chosen.range} until its move is over`;
  const whose = `${chosen.range} of ${chosen.connector.name}`;
  if (mine > best) return `${range} is less specific than ${whose}`;
  return `${range} is as specific as ${whose}, and ${binding} is less exact than ${chosen.binding}`;
}

interface Other {
  readonly connector: SnapshotConnector;
  readonly range: string;
}

function otherConnectors(
  { connectors }: Snapshot,
  asked: ReadonlySet<string>,
  client: IpAddress | undefined,
): readonly Other[] {
  if (client === undefined) return [];
  const holding = [...connectors.values()].flatMap((connector): readonly Other[] => {
    if (asked.has(connector.id)) return [];
    const range = connector.settings.remoteIpRanges.find((text) => rangeContains(knownIpRange(text), client));
    return range === undefined ? [] : [{ connector, range }];
  });
  return holding.toSorted((a, b) => (a.connector.name < b.connector.name ? -1 : 1)).slice(0, MOST_OTHERS);
}

function explainOther({ connector, range }: Other, { address, port }: LocalEndpoint): ExplainedCandidate {
  const { enabled, bindings } = connector.settings;
  const binding = bindings.join(", ");
  const endpoint = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  return {
    connectorId: connector.id,
    connectorName: connector.name,
    range,
    binding,
    isHeld: false,
    outcome: enabled ? "other-binding" : "disabled",
    supersededBy: null,
    why: enabled ? `other binding: it answers on ${binding}, not on ${endpoint}` : "it is disabled",
  };
}
