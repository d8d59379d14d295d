import type { components } from "../../client";
import type { Expiry } from "../../model";
import type { ConnectorReport } from "../connector-report";
import { placeTexts } from "./declaration-text";
import { bytesText } from "./bytes-text";
import { frozenText } from "./frozen-text";
import { plural } from "./plural";
import { indent, textPairs, textTable } from "./text-table";
import { durationText } from "./time-text";

export type Status = components["schemas"]["Status"];

/** A host's status for people: what needs a hand first, then what it enforces. */
export function statusText(
  status: Status,
  connectors: readonly ConnectorReport[],
  expiries: readonly Expiry[],
): string {
  return [
    `${status.hostName} is ${status.ready ? "ready" : "NOT READY"}`,
    bullets([...frozenLines(status), ...status.reasons, ...status.warnings, ...status.delivery.alarms]),
    indent(textPairs(hostPairs(status))),
    section("Receive connectors", connectorsText(connectors)),
    section("Hosts of the store", hostsText(status)),
    section("Expired, or soon to be", expiriesText(expiries)),
    section("Superseded", supersededText(status)),
    section("Ranges held for a moment", releasesText(status)),
    section("Queue", queueText(status)),
    section("Routes", routesText(status)),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function frozenLines({ frozen }: Status): readonly string[] {
  return frozen === null ? [] : [frozenText(frozen)];
}

function bullets(lines: readonly string[]): string {
  return [...new Set(lines)].map((line) => `! ${line}`).join("\n");
}

function section(title: string, text: string): string {
  return text === "" ? "" : `\n${title}\n${indent(text)}`;
}

function hostPairs(status: Status): readonly (readonly [string, string])[] {
  const { installation, revision, applied, audit, trustedProxies } = status;
  return [
    ["version", `${status.version} on Node ${status.node}`],
    ["up", `${durationText(status.uptimeSeconds)}, since ${status.startedAt}`],
    ["installation", `${installation.id}, epoch ${installation.epoch}`],
    ["revision", `${revision} committed, ${applied.revision} in force`],
    ["store", status.store.where],
    ["listeners", status.listeners.join(", ") || "none"],
    ["sessions", status.sessions.toString()],
    ["trusted proxies", proxiesText(trustedProxies)],
    ["certificate", certificateText(status)],
    ["disk", diskText(status)],
    ["memory", bytesText(status.activity.memoryBytes)],
    ["audit head", `entry ${audit.sequence}, ${audit.hash}`],
  ];
}

function diskText({ disk, queue }: Status): string {
  const log = `spool log ${bytesText(queue.logBytes)}`;
  return disk === null ? log : `${bytesText(disk.freeBytes)} free of ${bytesText(disk.totalBytes)}, ${log}`;
}

function proxiesText({ configured, effective }: Status["trustedProxies"]): string {
  const believed = effective.join(", ") || "none";
  const narrowed = configured.join() === effective.join() ? "" : ` (configured: ${configured.join(", ")})`;
  return `${believed}${narrowed}`;
}

function certificateText({ certificate }: Status): string {
  if (certificate === null) return "none";
  const { subject, selfMade, validTo, fingerprint } = certificate;
  return `${subject}${selfMade ? ", self-made" : ""}, until ${validTo}, SHA-256 ${fingerprint}`;
}

function hostsText({ store }: Status): string {
  if (store.hosts.length === 0) return "";
  return textTable(
    ["HOST", "VERSION", "IN FORCE", "LAST SEEN"],
    store.hosts.map(({ name, version, revision, silentSeconds }) => {
      return [name, version, `revision ${revision}`, `${durationText(silentSeconds)} ago`];
    }),
  );
}

function connectorsText(connectors: readonly ConnectorReport[]): string {
  if (connectors.length === 0) return "none: nobody can connect";
  const head = ["NAME", "BINDINGS", "CLIENTS", "MAY RELAY", "MAY SUBMIT", "DECLARED BY"];
  const rows = connectors.map((connector) => [
    `${connector.name}${stateText(connector)}`,
    listText(connector.bindings),
    listText(connector.remoteIpRanges),
    relayText(connector),
    connector.maySubmit.join(", ") || "nobody",
    ownerText(connector),
  ]);
  return textTable(head, rows);
}

function stateText({ enabled, observeOnly }: ConnectorReport): string {
  if (observeOnly) return " (observed only)";
  return enabled ? "" : " (disabled)";
}

function relayText({ mayRelay, relayLimitedTo }: ConnectorReport): string {
  const who = mayRelay.join(", ") || "nobody";
  if (relayLimitedTo === null) return who;
  return `${who} (withheld${relayLimitedTo.length === 0 ? "" : ` except from ${listText(relayLimitedTo)}`})`;
}

function ownerText({ stack, declaredIn, unmanagedEntries }: ConnectorReport): string {
  const unmanaged = unmanagedEntries === 0 ? "" : `; ${plural(unmanagedEntries, "right")} by nobody`;
  return `${[stack ?? "nobody", ...placeTexts(declaredIn)].join(", ")}${unmanaged}`;
}

const SHOWN = 3;

// A connector may have thousands of ranges; export shows them all.
function listText(items: readonly string[]): string {
  const rest = items.length - SHOWN;
  return rest <= 0 ? items.join(", ") : `${items.slice(0, SHOWN).join(", ")} and ${rest} more`;
}

function expiriesText(expiries: readonly Expiry[]): string {
  return expiries
    .map(({ kind, name, expiresAt, isExpired, owner }) => {
      const whose = owner === null ? "" : `, owner ${owner}`;
      return `${kind} ${name}: ${isExpired ? "EXPIRED, grants nothing since" : "until"} ${expiresAt}${whose}`;
    })
    .join("\n");
}

function supersededText({ superseded }: Status): string {
  return superseded
    .map(({ kind, name, stack, since }) => `${kind} ${name} of ${stack ?? "nobody"}, since ${since}`)
    .join("\n");
}

function releasesText({ releases }: Status): string {
  return releases
    .map(({ ranges, connectorId, stack, until }) => {
      return `${listText(ranges)} by connector ${connectorId} of ${stack}, until ${until}`;
    })
    .join("\n");
}

function queueText({ queue, delivery }: Status): string {
  const held = Object.entries(queue.held)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${reason}`);
  const recipients = `${queue.queued} queued, ${queue.leased} being delivered, held: ${held.join(", ") || "none"}`;
  const since = `${delivery.delivered} delivered, ${delivery.deferred} deferred, ${delivery.failed} failed since the start`;
  const refusing = queue.refusing === null ? [] : [`NO NEW MAIL IS TAKEN: ${queue.refusing}`];
  return [...refusing, plural(queue.messages, "message"), `recipients: ${recipients}`, since].join("\n");
}

function routesText({ delivery }: Status): string {
  return delivery.routes
    .map(({ connectorName, smartHost, state, heldUntil, lastFault }) => {
      const held = state === "held" ? `held until ${heldUntil ?? "released"}: ${lastFault ?? "unknown fault"}` : state;
      return `${connectorName} to ${smartHost}: ${held}`;
    })
    .join("\n");
}
