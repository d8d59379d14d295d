import { bytesText } from "./bytes-text";
import { plural } from "./plural";
import type { Status } from "./status-text";
import { indent, textPairs, textTable } from "./text-table";

/** A host's numbers at one moment. */
export interface TopSample {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly status: Status;
}

/** What happened between two samples, a second. */
export interface TopRates {
  readonly connections: number;
  readonly accepted: number;
  readonly bytes: number;
  readonly rejects: number;
  readonly delivered: number;
  readonly deferred: number;
  readonly failed: number;
  /** Mean of the commits in between; null without one. */
  readonly commitSeconds: number | null;
}

/** Rates since an earlier sample; since the start of the host without one, or when it began anew. */
export function topRates(now: TopSample, before: TopSample | undefined): TopRates {
  const isSameHost = before?.status.startedAt === now.status.startedAt;
  const began = isSameHost ? before.at : Date.parse(now.status.startedAt);
  const seconds = Math.max(0.001, (now.at - began) / 1000);
  const of = (read: (status: Status) => number) =>
    (read(now.status) - (isSameHost ? read(before.status) : 0)) / seconds;
  const commits = of(({ activity }) => activity.commits.count);
  return {
    connections: of(({ activity }) => activity.connections),
    accepted: of(({ activity }) => activity.accepted),
    bytes: of(({ activity }) => activity.acceptedBytes),
    rejects: of(({ activity }) => activity.rejects),
    delivered: of(({ delivery }) => delivery.delivered),
    deferred: of(({ delivery }) => delivery.deferred),
    failed: of(({ delivery }) => delivery.failed),
    commitSeconds: commits === 0 ? null : of(({ activity }) => activity.commits.seconds) / commits,
  };
}

/** One screen of `relayctl top`. */
export function topText({ at, status }: TopSample, rates: TopRates): string {
  const parts = [
    `${status.hostName}  ${new Date(at).toISOString()}  ${status.ready ? "ready" : "NOT READY"}`,
    [...status.reasons, ...status.delivery.alarms].map((line) => `! ${line}`).join("\n"),
    indent(textPairs(pairs(status, rates))),
    section("Receive connectors", receiveText(status)),
    section("Send connectors", sendText(status)),
    section("Routes held", heldText(status)),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function pairs(status: Status, rates: TopRates): readonly (readonly [string, string])[] {
  const { activity, queue, disk } = status;
  const held = Object.values(queue.held).reduce((sum, count) => sum + count, 0);
  const { loopDelay } = activity;
  return [
    ["in", `${rate(rates.accepted)} messages/s, ${bytesText(rates.bytes)}/s, ${rate(rates.rejects)} refusals/s`],
    ["sessions", `${status.sessions} open, ${rate(rates.connections)} connections/s`],
    ["out", `${rate(rates.delivered)} delivered/s, ${rate(rates.deferred)} put off/s, ${rate(rates.failed)} refused/s`],
    [
      "queue",
      `${plural(queue.messages, "message")}; recipients: ${queue.queued} queued, ${queue.leased} sending, ${held} held`,
    ],
    ["commit", rates.commitSeconds === null ? "none" : milliseconds(rates.commitSeconds)],
    [
      "loop delay",
      `p50 ${milliseconds(loopDelay.p50)}, p99 ${milliseconds(loopDelay.p99)}, most ${milliseconds(loopDelay.max)}`,
    ],
    ["memory", bytesText(activity.memoryBytes)],
    ["disk", disk === null ? "unknown" : `${bytesText(disk.freeBytes)} free of ${bytesText(disk.totalBytes)}`],
    ["revision", `${status.revision} committed, ${status.applied.revision} in force`],
  ];
}

function receiveText({ activity }: Status): string {
  if (activity.receiveConnectors.length === 0) return "";
  const rows = activity.receiveConnectors.map(({ name, sessions, accepted, rejects }) => {
    return [name, sessions.toString(), accepted.toString(), rejects.toString()];
  });
  return textTable(["NAME", "SESSIONS", "ACCEPTED", "REFUSALS"], rows);
}

function sendText({ delivery }: Status): string {
  if (delivery.connectors.length === 0) return "";
  const rows = delivery.connectors.map(({ name, waiting, sending }) => [name, waiting.toString(), sending.toString()]);
  return textTable(["NAME", "WAITING", "SENDING"], rows);
}

function heldText({ delivery }: Status): string {
  return delivery.routes
    .filter(({ state }) => state === "held")
    .map(({ connectorName, smartHost, heldUntil, lastFault }) => {
      return `${connectorName} to ${smartHost} until ${heldUntil ?? "it works"}: ${lastFault ?? "unknown fault"}`;
    })
    .join("\n");
}

function section(title: string, text: string): string {
  return text === "" ? "" : `\n${title}\n${indent(text)}`;
}

function rate(value: number): string {
  return value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1);
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}
