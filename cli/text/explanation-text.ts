import type { DecidedBy, ExplainedCandidate, ExplainedStep } from "../../model";
import type { RevisedExplanation } from "../mail-question";
import { indent, textPairs, textTable } from "./text-table";

/** An explanation for people: the answer first, then what decided it. */
export function explanationText(explanation: RevisedExplanation): string {
  const { verdict, candidates, steps, rights } = explanation;
  return [
    `${VERDICTS[verdict.action]}: ${verdict.replyLine} (${verdict.reason})`,
    "",
    headText(explanation),
    section("Connectors whose ranges hold the client, the best first", candidates.map(candidateCells)),
    section("Steps", stepRows(steps)),
    section(
      "Rights of the session",
      rights.granted.map(({ right, by }) => [right, entryText(by)]),
    ),
    section(
      "Rights taken away",
      rights.missing.map(({ right, reason, by }) => [right, reason, entryText(by)]),
    ),
  ]
    .filter((part) => part !== undefined)
    .join("\n");
}

const VERDICTS = { accept: "accepted", reject: "refused", close: "refused, connection closed" } as const;

function headText({ client, local, revision, route, verdict }: RevisedExplanation): string {
  const pairs: (readonly [string, string])[] = [
    ["client", client],
    ["endpoint", local.address.includes(":") ? `[${local.address}]:${local.port}` : `${local.address}:${local.port}`],
    ["revision", revision.toString()],
  ];
  const by = byText(verdict.by);
  if (by !== "") pairs.push(["decided by", by]);
  if (verdict.action === "accept") pairs.push(["route", route?.sendConnectorName ?? NO_ROUTE]);
  return textPairs(pairs);
}

const NO_ROUTE = "none: the mail is held until a send connector takes its domain";

function section(title: string, rows: readonly (readonly string[])[]): string | undefined {
  const [first, ...others] = rows;
  return first === undefined ? undefined : `\n${title}\n${indent(textTable(first, others))}`;
}

function candidateCells(candidate: ExplainedCandidate): readonly string[] {
  return [candidate.connectorName, candidate.range, candidate.binding, outcomeText(candidate)];
}

function outcomeText({ outcome, supersededBy, isHeld }: ExplainedCandidate): string {
  const held = isHeld ? ", holds a range that it has given up" : "";
  if (outcome === "chosen") return `chosen${held}`;
  if (outcome === "less-specific") return `not chosen: another range is smaller, or its binding more exact${held}`;
  return `superseded${supersededBy == null ? "" : ` by ${supersededBy}`}: a newer connector of its stack took over`;
}

// The connector is said once: steps name it again only where another one decides.
function stepRows(steps: readonly ExplainedStep[]): readonly (readonly string[])[] {
  let place: string | undefined;
  return steps.map(({ step, action, replyLine, reason, by }) => {
    const isNew = place !== placeText(by);
    place = placeText(by);
    return [step, action, reason, replyLine, isNew ? byText(by) : grantText(by)];
  });
}

function byText(by: DecidedBy): string {
  return [placeText(by), grantText(by)].filter((part) => part !== "").join(", ");
}

function placeText({ connectorName, range }: DecidedBy): string {
  return [
    ...(connectorName === undefined ? [] : [`connector ${connectorName}`]),
    ...(range === undefined ? [] : [`range ${range}`]),
  ].join(", ");
}

/** The right and who gives it, or that nobody does; the accepted domain. */
function grantText(by: DecidedBy): string {
  const domain = by.acceptedDomain === undefined ? [] : [`accepted domain ${by.acceptedDomain}`];
  if (by.right === undefined) return domain.join();
  const given = by.entry === undefined ? `no entry gives ${by.right}` : `${by.right} by ${entryText(by)}`;
  return [...domain, given].join(", ");
}

function entryText({ entry, principal }: DecidedBy): string {
  const source = entry === undefined ? [] : [entry.startsWith("preset:") ? entry : `entry ${entry}`];
  return [...source, ...(principal === undefined ? [] : [`for ${principal}`])].join(" ");
}
