import { internetDate } from "../internet-date";
import { formatIpAddress, parseSocketAddress } from "../ip-address";
import type { DecidedBy } from "../decision";
import { repliesOf } from "../replies";
import type { Limit, ReceiveConnectorSettings } from "../settings";
import type { Selection, Snapshot } from "../snapshot";
import type { ConnectFacts } from "./facts";
import { selectAt } from "./select-at";
import { connectIdentity } from "./session-identity";
import type { SessionDecision, SessionPolicy } from "./session-policy";
import { sessionRights } from "./session-rights";
import { accept, close, type Verdict } from "./verdicts";

/**
 * Judges a new connection and pins it to a connector: server's connection rate, connector, connector's connections,
 * connections from this source (exchange-model §3.5). The reply is the banner.
 */
export function decideConnect(snapshot: Snapshot, facts: ConnectFacts): SessionDecision {
  const replies = repliesOf(snapshot.transport.dialect);
  const rate = snapshot.transport.maxConnectionRatePerMinute;
  if (reaches(facts.counts.connectionsThisMinute, rate)) {
    return close({ reason: "connection-rate", reply: replies.tooManyConnections, by: {} });
  }
  const client = canonicalClient(facts.client);
  const selection = selectAt(snapshot, { local: facts.local, client, at: facts.at });
  if (selection === undefined) return close({ reason: "no-connector", reply: replies.noConnector, by: {} });
  const full = judgeConnections(snapshot, selection, facts);
  return full === undefined ? open(pin(snapshot, selection, { ...facts, client }), facts.at) : close(full);
}

function judgeConnections(snapshot: Snapshot, selection: Selection, { counts }: ConnectFacts): Verdict | undefined {
  const { id, settings } = selection.connector;
  const replies = repliesOf(snapshot.transport.dialect);
  const by = decidedBy(selection);
  if (reaches(counts.connectorConnections(id), settings.maxInboundConnection)) {
    return { reason: "connector-connections", reply: replies.tooManyConnections, by };
  }
  const ofSource = counts.sourceConnections(id);
  if (reaches(ofSource, settings.maxInboundConnectionPerSource)) {
    return { reason: "source-connections", reply: replies.tooManyFromSource, by };
  }
  return reaches(ofSource, shareOfSource(settings, counts.connectorConnections(id) - ofSource))
    ? { reason: "source-connections-percentage", reply: replies.tooManyFromSource, by }
    : undefined;
}

/** Percent of the connections that other sources leave, rounded up: of whatever is left, one is always within it. */
function shareOfSource(settings: ReceiveConnectorSettings, ofOthers: number): Limit {
  const { maxInboundConnection: most, maxInboundConnectionPercentagePerSource: percentage } = settings;
  return most === "unlimited" ? most : Math.ceil(((most - ofOthers) * percentage) / 100);
}

function pin(snapshot: Snapshot, selection: Selection, { at, local, client, hostName }: ConnectFacts): SessionPolicy {
  const identity = connectIdentity(selection.connector);
  return {
    snapshot,
    selection,
    local,
    client,
    hostName: selection.connector.settings.fqdn ?? hostName,
    ownName: hostName.toLowerCase(),
    identity,
    rights: sessionRights({ selection, identity, client, at }),
    clientCertificate: null,
    by: decidedBy(selection),
  };
}

function open(policy: SessionPolicy, at: number): SessionDecision {
  const { banner } = policy.selection.connector.settings;
  // RFC 5321 §4.2: the greeting names the host and carries no enhanced code. A banner brings its own 220. The default one
  // carries the date, as Exchange's does.
  const own = `${policy.hostName} ESMTP MAIL Service ready at ${internetDate(at)}`;
  const text = banner === null ? own : banner.replace(/^220[ -]?/, "");
  const reply = { code: 220, enhancedCode: "", text };
  return { ...accept({ reason: "connector-selected", reply, by: policy.by }), policy };
}

function decidedBy({ connector, range }: Selection): DecidedBy {
  return { connectorId: connector.id, connectorName: connector.name, range };
}

/** Text that is no address stays as it is, and matches no range. */
function canonicalClient(text: string): string {
  const address = parseSocketAddress(text);
  return address === undefined ? text : formatIpAddress(address);
}

function reaches(count: number, limit: Limit): boolean {
  return limit !== "unlimited" && count >= limit;
}
